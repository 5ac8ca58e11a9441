import { Link } from '@remix-run/react';
import type { RunKind } from '#db/schema.ts';
import { countOf, formatCount } from '../format.ts';
import { ProgressBar } from '../ui/progress.tsx';
import { describeRemaining } from './estimate.ts';
import { useRemaining } from './use-live.ts';

/** Where an open run stands. Its height never changes, so that nothing below it moves. */
export function RunProgress({
  run,
  nowAt,
}: {
  run: {
    readonly id: number;
    readonly kind: RunKind;
    readonly status: string;
    readonly stage: string | null;
    readonly doneCount: number;
    readonly totalCount: number | null;
    readonly notBeforeAt: Date | null;
  };
  nowAt: number;
}) {
  const remaining = describeRemaining(useRemaining({ ...run, nowAt }));
  // What a clustering counts begins anew with each of its steps.
  const isOfStep = run.kind === 'cluster' && remaining !== null;
  const total = run.totalCount !== null && run.totalCount >= run.doneCount ? run.totalCount : null;
  const isWaiting = run.status === 'queued';
  return (
    <div className="rounded-lg border border-line bg-ground px-4 py-3.5">
      <div className="mb-2 flex h-5 items-baseline justify-between gap-4">
        <p className="min-w-0 truncate font-medium first-letter:uppercase">
          {isWaiting ? describeWait(run.notBeforeAt, nowAt) : (run.stage ?? 'Starting…')}
        </p>
        <p className="shrink-0 text-xs text-muted">
          {isWaiting ? null : isOfStep ? `${remaining} in this step` : remaining}
        </p>
      </div>
      <ProgressBar done={isWaiting ? 0 : run.doneCount} total={isWaiting ? 1 : total} label="Progress in posts" />
      <div className="mt-2 flex h-5 items-baseline justify-between gap-4 text-xs text-muted">
        <p className="tnum">
          {isWaiting ? null : total ? (
            <>
              {formatCount(run.doneCount)} of {isRounded(run) ? 'about ' : ''}
              {countOf(total, 'post')}
            </>
          ) : (
            <>{countOf(run.doneCount, 'post')} so far</>
          )}
        </p>
        <noscript>
          <Link to="" reloadDocument className="text-accent underline underline-offset-2">
            Refresh
          </Link>
        </noscript>
      </div>
    </div>
  );
}

/** The number of rows in a file is told from how much of it has been read. */
function isRounded({ stage }: { stage: string | null }): boolean {
  return stage === 'Reading posts';
}

function describeWait(notBeforeAt: Date | null, nowAt: number): string {
  if (notBeforeAt && notBeforeAt.getTime() > nowAt) return 'Waiting because the tracker asked for a pause';
  return 'Waiting for a worker';
}
