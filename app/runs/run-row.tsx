import { Link } from '@remix-run/react';
import type { RunKind, RunStatus } from '#db/schema.ts';
import { countOf, formatDuration, formatShare } from '../format.ts';
import { Badge } from '../ui/badge.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ago, useNowAt } from '../ui/time.tsx';
import { isOpenStatus, RUN_KINDS, RUN_STATUSES, tookMs } from './run-looks.ts';

export interface ListedRun {
  readonly id: number;
  readonly kind: RunKind;
  readonly status: RunStatus;
  readonly title: string;
  readonly stage: string | null;
  readonly doneCount: number;
  readonly totalCount: number | null;
  readonly failureMessage: string | null;
  /** The outside model whose vectors a clustering used, if any. */
  readonly vectorsBy?: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** One run in a list: what it is, how it stands, when. */
export function RunRow({ run }: { run: ListedRun }) {
  const nowAt = useNowAt();
  const look = RUN_STATUSES[run.status];
  const took = tookMs(run, nowAt);
  return (
    <Link
      to={`/runs/${run.id}`}
      prefetch="intent"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
    >
      <Icon name={RUN_KINDS[run.kind].icon} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 basis-52">
        <span className="block truncate font-medium">{run.title}</span>
        <span className="tnum block truncate text-xs text-muted">{describe(run)}</span>
      </span>
      <Badge tone={look.tone} icon={look.icon}>
        {look.label}
      </Badge>
      <span className="tnum w-36 text-right text-xs text-muted max-sm:hidden">
        {took === null || isOpenStatus(run.status) ? null : <span className="block">took {formatDuration(took)}</span>}
        <Ago at={run.finishedAt ?? run.createdAt} className="block" />
      </span>
    </Link>
  );
}

function describe(run: ListedRun): string {
  if (run.status === 'failed') return run.failureMessage ?? 'It failed.';
  if (run.status === 'running') {
    const share = run.totalCount ? `${formatShare(run.doneCount, run.totalCount)}, ` : '';
    return `${share}${run.stage ?? 'starting'}`;
  }
  const number = run.vectorsBy ? `Run ${run.id} · vectors by ${run.vectorsBy}` : `Run ${run.id}`;
  return run.doneCount > 0 && run.kind !== 'push' ? `${number} · ${countOf(run.doneCount, 'post')}` : number;
}
