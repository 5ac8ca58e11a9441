import { Link } from '@remix-run/react';
import { formatCount, formatShare } from '../format.ts';
import type { Coverage } from './shell-state.ts';

/** How much of what members wrote the clusters explain, always on screen; leads to the rest. */
export function CoverageMeter({ coverage: { postCount, placedCount } }: { coverage: Coverage }) {
  return (
    <Link to="/posts?placed=no" className="block rounded-md px-2 py-2 text-xs text-muted hover:bg-hover hover:text-ink">
      <span className="tnum block">
        <span className="font-medium text-ink">{formatShare(placedCount, postCount)}</span> of posts are in a cluster
      </span>
      <span className="my-1.5 block h-1 overflow-hidden rounded-full bg-line-strong" aria-hidden="true">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${postCount ? (placedCount / postCount) * 100 : 0}%` }}
        />
      </span>
      <span className="tnum block">
        {unplacedShare(placedCount, postCount)} unplaced: {formatCount(postCount - placedCount)}
      </span>
    </Link>
  );
}

/** The same in one line, where there is no room for more: beside the narrow navigation and on a phone. */
export function CoverageLine({ coverage: { postCount, placedCount } }: { coverage: Coverage }) {
  return (
    <Link
      to="/posts?placed=no"
      className="tnum flex h-8 items-center justify-center gap-1.5 border-b border-line bg-ground text-2xs text-muted hover:text-ink"
    >
      <span>
        <span className="font-medium text-ink">{formatShare(placedCount, postCount)}</span> of posts are in a cluster,
      </span>
      <span>{unplacedShare(placedCount, postCount)} unplaced</span>
    </Link>
  );
}

/** What is left of a hundred, so that both shares add up. */
function unplacedShare(placedCount: number, postCount: number): string {
  const placed = Number.parseInt(formatShare(placedCount, postCount).replace('<', ''), 10);
  const unplaced = postCount - placedCount;
  return unplaced > 0 && unplaced / postCount < 0.01 ? '<1%' : `${100 - placed}%`;
}
