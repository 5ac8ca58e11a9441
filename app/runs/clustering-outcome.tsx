import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { RunDiffDetail } from '#server/clusters/get-run-diff.ts';
import { countOf, formatCount, formatDuration, formatShare } from '../format.ts';
import { buttonLook } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { RunChanges } from './run-changes.tsx';
import type { ClusteringResult } from './run-result.ts';

/** What a clustering run found, and how that differs from the one before. */
export function ClusteringOutcome({ result, diff }: { result: ClusteringResult; diff: RunDiffDetail | null }) {
  const { clusterCount, placedCount, postCount } = result;
  return (
    <div className="space-y-4">
      <PlacingOutcome result={result} />
      <p className={result.placing ? 'text-muted' : 'text-base'}>
        <strong className="font-semibold">{countOf(clusterCount, 'cluster')}</strong>{' '}
        {clusterCount === 1 ? 'holds' : 'hold'} {formatShare(placedCount, postCount)} of {countOf(postCount, 'post')}.
        The other {formatCount(postCount - placedCount)} belong nowhere and stay readable under Posts.
      </p>
      <Link to="/clusters" className={buttonLook({ variant: 'primary' })}>
        Open the clusters
      </Link>
      {diff?.previousRunId ? <RunChanges diff={diff} /> : null}
    </div>
  );
}

/** Of a placing run: where the new posts went, and whether a full run follows. */
function PlacingOutcome({ result: { placing, fullRun, drift, fullRunId } }: { result: ClusteringResult }) {
  if (!placing) return null;
  const { newPostCount, editedPostCount, placedPostCount, clusterCount } = placing;
  const laterCount = newPostCount + editedPostCount;
  const basis = fullRun ? (
    <RunLink id={fullRun.id}>run {fullRun.id}, which looked at all posts</RunLink>
  ) : (
    'the last run that looked at all posts'
  );
  return (
    <>
      <p className="text-base">
        {laterCount === 0 ? (
          'There was nothing to place: no post is new or was edited since the run before.'
        ) : (
          <>
            <strong className="font-semibold">
              {formatCount(placedPostCount)} of {countOf(laterCount, describeLater(placing))}
            </strong>{' '}
            found a place{placedPostCount === 0 ? '' : ` in ${countOf(clusterCount, 'cluster')}`};{' '}
            {laterCount === placedPostCount
              ? 'none is'
              : `${formatCount(laterCount - placedPostCount)} ${laterCount - placedPostCount === 1 ? 'is' : 'are'}`}{' '}
            left over.
          </>
        )}{' '}
        The clusters are those of {basis}.
      </p>
      {drift ? (
        <Notice>
          {fullRunId ? <RunLink id={fullRunId}>A full run follows</RunLink> : 'A full run follows'}, because{' '}
          {drift.reason === 'growth'
            ? 'many posts have come in since then: new matters may have come up.'
            : `${formatShare(drift.unplacedShare, 1)} of the posts since then fit no cluster, against ${formatShare(drift.usualShare, 1)} of those before.`}
        </Notice>
      ) : null}
    </>
  );
}

function describeLater({ newPostCount, editedPostCount }: { newPostCount: number; editedPostCount: number }): string {
  if (editedPostCount === 0) return 'new post';
  return newPostCount === 0 ? 'edited post' : 'new or edited post';
}

function RunLink({ id, children }: { id: number; children: ReactNode }) {
  return (
    <Link to={`/runs/${id}`} className="underline decoration-line-strong underline-offset-2 hover:text-ink">
      {children}
    </Link>
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
          {result.placing
            ? 'The same run before, posts and decisions give the same places. Seed and parameters are those of the full run.'
            : 'The same posts, seed and version give byte for byte the same clusters, on any machine.'}
        </p>
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1">
          <dt className="text-muted">Seed</dt>
          <dd className="tnum">{result.seed ?? 'none'}</dd>
          <dt className="text-muted">Version</dt>
          <dd>{result.version ?? 'unknown'}</dd>
          {result.placing ? null : (
            <>
              <dt className="text-muted">Posts, sha256</dt>
              <dd className="font-mono text-xs break-all">{result.inputSha256 ?? 'unknown'}</dd>
            </>
          )}
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
