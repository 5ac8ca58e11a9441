import { Link } from '@remix-run/react';
import { countOf, formatCount, formatDuration, formatShare } from '../format.ts';
import { buttonLook } from '../ui/button.tsx';
import type { ClusteringResult } from './run-result.ts';

export interface NamedCluster {
  readonly id: number;
  readonly title: string;
}

/** What a clustering run found, and how that differs from the one before. */
export function ClusteringOutcome({ result, named }: { result: ClusteringResult; named: readonly NamedCluster[] }) {
  const { clusterCount, placedCount, postCount } = result;
  return (
    <div className="space-y-4">
      <p className="text-base">
        <strong className="font-semibold">{countOf(clusterCount, 'cluster')}</strong>{' '}
        {clusterCount === 1 ? 'holds' : 'hold'} {formatShare(placedCount, postCount)} of {countOf(postCount, 'post')}.
        The other {formatCount(postCount - placedCount)} belong nowhere and stay readable under Posts.
      </p>
      <Link to="/clusters" className={buttonLook({ variant: 'primary' })}>
        Open the clusters
      </Link>
      {result.diff?.previousRunId ? <Changes diff={result.diff} named={named} /> : null}
    </div>
  );
}

function Changes({ diff, named }: { diff: NonNullable<ClusteringResult['diff']>; named: readonly NamedCluster[] }) {
  const titles = new Map(named.map(({ id, title }) => [id, title]));
  const groups = [
    { label: 'New', count: diff.newCount, ids: diff.newIds },
    { label: 'Grew', count: diff.grownCount, ids: diff.grownIds },
    { label: 'Shrank', count: diff.shrunkCount, ids: diff.shrunkIds },
    { label: 'Vanished', count: diff.vanishedCount, ids: diff.vanishedIds },
  ];
  return (
    <div className="pt-2">
      <h3 className="font-semibold">
        Since{' '}
        <Link to={`/runs/${diff.previousRunId}`} className="text-accent hover:underline">
          run {diff.previousRunId}
        </Link>
      </h3>
      <dl className="mt-2 divide-y divide-line rounded-lg border border-line">
        {groups.map(({ label, count, ids }) => (
          <div key={label} className="grid grid-cols-[5.5rem_3rem_minmax(0,1fr)] gap-2 px-4 py-2">
            <dt className="text-muted">{label}</dt>
            <dd className="tnum font-medium">{formatCount(count)}</dd>
            <dd className="min-w-0 truncate text-muted">
              {ids
                .filter((id) => titles.has(id))
                .slice(0, 3)
                .map((id, index) => (
                  <span key={id}>
                    {index > 0 ? ', ' : ''}
                    <Link to={`/clusters/${id}`} className="hover:text-ink hover:underline">
                      {titles.get(id)}
                    </Link>
                  </span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-xs text-muted">
        {countOf(diff.movedPostCount, 'post')} moved between clusters, {formatCount(diff.placedPostCount)} were placed
        for the first time, {formatCount(diff.unplacedPostCount)} no longer belong anywhere.
      </p>
    </div>
  );
}

/** All that is needed to get the same result again. */
export function Manifest({ result }: { result: ClusteringResult }) {
  const stages = Object.entries(result.timings).filter(([, ms]) => ms >= 1);
  const parameters = Object.entries(result.parameters);
  return (
    <details className="group rounded-lg border border-line">
      <summary className="px-4 py-2.5 font-medium hover:bg-hover">How it was found: manifest of the run</summary>
      <div className="space-y-4 border-t border-line px-4 py-3">
        <p className="text-muted">
          The same posts, seed and version give byte for byte the same clusters, on any machine.
        </p>
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1">
          <dt className="text-muted">Seed</dt>
          <dd className="tnum">{result.seed ?? 'none'}</dd>
          <dt className="text-muted">Version</dt>
          <dd>{result.version ?? 'unknown'}</dd>
          <dt className="text-muted">Posts, sha256</dt>
          <dd className="font-mono text-xs break-all">{result.inputSha256 ?? 'unknown'}</dd>
          {result.peakRssMb ? (
            <>
              <dt className="text-muted">Peak memory</dt>
              <dd className="tnum">{formatCount(Math.round(result.peakRssMb))} MB</dd>
            </>
          ) : null}
        </dl>
        {stages.length > 0 ? (
          <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
            {stages.map(([stage, ms]) => (
              <div key={stage} className="contents">
                <dt className="text-muted">{stage.replace(/Ms$/, '')}</dt>
                <dd className="tnum">{formatDuration(ms)}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {parameters.length > 0 ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs" tabIndex={0}>
            {JSON.stringify(result.parameters, null, 2)}
          </pre>
        ) : null}
      </div>
    </details>
  );
}
