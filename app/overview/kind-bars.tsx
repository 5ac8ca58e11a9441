import { Link } from '@remix-run/react';
import type { Overview } from '#server/overview/get-overview.ts';
import { countOf } from '../format.ts';
import { KindChip } from '../ui/kind.tsx';

/** Open clusters by kind; a bar is the voices in them. */
export function KindBars({ kinds, isLinked }: { kinds: Overview['kinds']; isLinked: boolean }) {
  const most = Math.max(1, ...kinds.map(({ voiceCount }) => voiceCount));
  return (
    <ul className="space-y-0.5">
      {kinds.map(({ kind, clusterCount, voiceCount }) => {
        const row = (
          <span className="grid grid-cols-[6.5rem_minmax(0,1fr)_6rem] items-center gap-3 rounded-md px-2 py-1.5">
            <KindChip kind={kind} />
            <span className="h-1.5 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(voiceCount / most) * 100}%` }}
              />
            </span>
            <span className="tnum text-right text-xs text-muted">{countOf(clusterCount, 'cluster')}</span>
          </span>
        );
        return (
          <li key={kind} className="-mx-2">
            {isLinked ? (
              <Link to={`/clusters?view=open&kind=${kind}`} className="block rounded-md hover:bg-hover">
                {row}
              </Link>
            ) : (
              row
            )}
          </li>
        );
      })}
    </ul>
  );
}
