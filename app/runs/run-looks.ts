import type { RunKind, RunStatus } from '#db/schema.ts';
import type { IconName } from '../ui/icon.tsx';

/** What each kind of run is called and what it does, in a sentence. */
export const RUN_KINDS: Record<RunKind, { label: string; icon: IconName; does: string }> = {
  import: {
    label: 'Import',
    icon: 'imports',
    does: 'Reads a file and stores each post once; rows it cannot take are listed with the reason.',
  },
  cluster: {
    label: 'Clusters',
    icon: 'clusters',
    does: 'Looks at all posts and groups what people keep saying. Names, moves and dismissals you made are kept.',
  },
  push: { label: 'Push', icon: 'send', does: 'Makes an issue of a report in your tracker, exactly once.' },
};

/** What a clustering run does that only places posts. */
export const PLACING_DOES =
  'Puts new and edited posts into the clusters that there are. Names, moves and dismissals you made are kept.';

export const RUN_STATUSES: Record<
  RunStatus,
  { label: string; icon: IconName; tone: 'neutral' | 'accent' | 'success' | 'warning' | 'danger' }
> = {
  queued: { label: 'Waiting', icon: 'clock', tone: 'neutral' },
  running: { label: 'Working', icon: 'runs', tone: 'accent' },
  succeeded: { label: 'Done', icon: 'check', tone: 'success' },
  failed: { label: 'Failed', icon: 'warning', tone: 'danger' },
  cancelled: { label: 'Cancelled', icon: 'close', tone: 'neutral' },
};

export function isOpenStatus(status: RunStatus): boolean {
  return status === 'queued' || status === 'running';
}

/** How long a run took, or has taken so far. Null before it began. */
export function tookMs(
  { startedAt, finishedAt }: { startedAt: Date | null; finishedAt: Date | null },
  nowAt: number,
): number | null {
  return startedAt ? Math.max(0, (finishedAt?.getTime() ?? nowAt) - startedAt.getTime()) : null;
}
