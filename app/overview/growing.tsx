import { Link } from '@remix-run/react';
import type { GrowingCluster } from '#server/overview/get-overview.ts';
import { Icon } from '../ui/icon.tsx';

type GrowingRow = Pick<GrowingCluster, 'id' | 'title' | 'recentVoiceCount' | 'earlierVoiceCount'>;

/** Only what is drawn is sent. */
export function toGrowingRow({ id, title, recentVoiceCount, earlierVoiceCount }: GrowingCluster): GrowingRow {
  return { id, title, recentVoiceCount, earlierVoiceCount };
}

/** Clusters with clearly more voices in the last four weeks than in the four before. */
export function Growing({ clusters }: { clusters: readonly GrowingRow[] }) {
  if (clusters.length === 0) {
    return (
      <p className="text-muted">
        Nothing grows more than chance explains, comparing the last four weeks with the four before.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {clusters.map((cluster) => (
        <li key={cluster.id}>
          <Link
            to={`/clusters/${cluster.id}`}
            prefetch="intent"
            className="flex items-center gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
          >
            <Icon name="up" size={14} className="shrink-0 text-warning" />
            <span className="line-clamp-2 min-w-0 flex-1 font-medium">{cluster.title}</span>
            <span className="tnum shrink-0 text-xs text-muted">
              <span className="sr-only">Weekly voices in four weeks: from </span>
              {cluster.earlierVoiceCount}
              <span aria-hidden="true"> → </span>
              <span className="sr-only"> to </span>
              <span className="font-medium text-ink">{cluster.recentVoiceCount}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
