import { NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import type { ReportSummary } from '#server/reports/find-reports.ts';
import { countOf } from '../format.ts';
import { PUSH_STATUSES } from '../pushes/push-looks.ts';
import { Badge } from '../ui/badge.tsx';
import { Ago } from '../ui/time.tsx';

/** One report in the list. */
export function ReportRow({ report }: { report: ReportSummary }) {
  const push = report.pushStatus ? PUSH_STATUSES[report.pushStatus] : null;
  return (
    <NavLink
      to={`/reports/${report.id}`}
      prefetch="intent"
      data-key-item
      className={({ isActive }) =>
        clsx(
          'block border-b border-line px-4 py-2.5 -outline-offset-2 transition-colors',
          isActive ? 'bg-active' : 'hover:bg-hover focus-visible:bg-hover',
        )
      }
    >
      <span className="line-clamp-2 font-medium text-ink">{report.title}</span>
      <span className="mt-1.5 flex items-center gap-3 text-xs text-muted">
        <span className="tnum min-w-0 flex-1 truncate">
          {countOf(report.clusterCount, 'cluster')}
          <span className="mx-1.5 text-faint">·</span>
          {countOf(report.quoteCount, 'quote')}
        </span>
        {push ? (
          <Badge tone={push.tone} icon={push.icon}>
            {push.label}
          </Badge>
        ) : (
          <Badge tone={report.isPublished ? 'accent' : 'neutral'}>{report.isPublished ? 'Published' : 'Draft'}</Badge>
        )}
        <Ago at={report.updatedAt} className="tnum w-16 shrink-0 text-right" />
      </span>
    </NavLink>
  );
}
