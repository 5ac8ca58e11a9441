import type { Inspection } from '#server/imports/inspect-file.ts';
import { formatMoment } from '../format.ts';
import { Badge } from '../ui/badge.tsx';

/** The first rows of a file under the mapping; what would be rejected says why. */
export function Preview({ rows }: { rows: Inspection['preview'] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {rows.map((row) => (
        <li key={row.line} className="grid grid-cols-[3rem_minmax(0,1fr)] gap-3 px-4 py-2.5">
          <span className="tnum text-xs text-muted">
            <span className="sr-only">Line </span>
            {row.line}
          </span>
          {'reason' in row ? (
            <div>
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone="warning" icon="warning">
                  Rejected
                </Badge>
                {row.reason}
              </p>
              <p className="mt-0.5 truncate font-mono text-xs text-muted">{row.excerpt}</p>
            </div>
          ) : (
            <div className="min-w-0">
              {row.item.title ? <p className="truncate font-medium">{row.item.title}</p> : null}
              <p className="post-text line-clamp-2">{row.item.text}</p>
              <p className="tnum mt-0.5 truncate text-xs text-muted">
                {[
                  row.item.authorName ?? row.item.authorExternalId ?? 'unknown author',
                  row.item.isStaff ? 'staff' : null,
                  row.item.isBot ? 'bot' : null,
                  row.item.postedAt ? formatMoment(row.item.postedAt) : 'no time',
                  row.item.channel,
                  row.item.url,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {row.warnings.map((warning) => (
                <p key={warning} className="mt-0.5 text-xs text-warning">
                  {warning}
                </p>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
