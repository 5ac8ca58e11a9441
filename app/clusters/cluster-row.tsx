import { NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import { countOf } from '../format.ts';
import { KindChip } from '../ui/kind.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { Day } from '../ui/time.tsx';
import type { ClusterRowContent } from './to-cluster-row.ts';

/** One cluster in a list. */
export function ClusterRow({ cluster, to }: { cluster: ClusterRowContent; to: string }) {
  return (
    <NavLink
      to={to}
      prefetch="intent"
      data-key-item
      className={({ isActive }) =>
        clsx(
          'block border-b border-line px-4 py-2.5 -outline-offset-2 transition-colors',
          isActive ? 'bg-active' : 'hover:bg-hover focus-visible:bg-hover',
        )
      }
    >
      <span className="line-clamp-2 font-medium text-ink">{cluster.title}</span>
      <span className="mt-1.5 flex items-center gap-x-3 text-xs text-muted">
        <KindChip kind={cluster.kind} className="w-[5.5rem]" />
        <span className="tnum min-w-0 flex-1 truncate">
          <span className="font-medium text-ink">{countOf(cluster.voiceCount, 'voice')}</span>
          <span className="mx-1.5 text-faint">·</span>
          {countOf(cluster.postCount, 'post')}
        </span>
        <Sparkline weeks={cluster.weeks} className="shrink-0 text-accent" />
        {cluster.lastSeenAt ? <Day at={cluster.lastSeenAt} className="tnum w-12 shrink-0 text-right" /> : null}
      </span>
      {cluster.postsSinceDismissal ? (
        <span className="tnum mt-1 block text-xs text-warning">
          +{countOf(cluster.postsSinceDismissal, 'post')} since it was dismissed
        </span>
      ) : null}
    </NavLink>
  );
}
