import { Link } from '@remix-run/react';
import { formatCount, formatShare } from '../format.ts';
import type { Coverage } from './shell-state.ts';

/** How much of what members wrote the clusters explain, always on screen; leads to the rest. */
export function CoverageMeter({ coverage: { postCount, placedCount } }: { coverage: Coverage }) {
  const placed = formatShare(placedCount, postCount);
  return (
    <Link to="/posts?placed=no" className="block rounded-md px-2 py-2 text-xs text-muted hover:bg-hover hover:text-ink">
      <span className="flex justify-between">
        <span>In a cluster</span>
        <span className="tnum font-medium text-ink">{placed}</span>
      </span>
      <span className="mt-1.5 block h-1 overflow-hidden rounded-full bg-line-strong" aria-hidden="true">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${postCount ? (placedCount / postCount) * 100 : 0}%` }}
        />
      </span>
      <span className="tnum mt-1.5 block">{formatCount(postCount - placedCount)} unplaced</span>
    </Link>
  );
}
