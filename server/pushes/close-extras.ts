import type { OpenTarget } from '#server/targets/open-target.ts';
import type { TrackerFailure, TrackerIssue } from '#server/trackers/tracker.ts';
import type { HeldPush } from './held-push.ts';

export type Settlement = {
  /** The issue that stays: the lowest number, so that everybody who looks keeps the same one. */
  readonly kept: (TrackerIssue & { readonly dropped: readonly string[] }) | null;
  /** Why the tracker could not be asked, or an extra could not be closed. */
  readonly failed: TrackerFailure | null;
};

/**
 * Leaves one issue of a push open. Only issues with the push's own marker, made since its first sending, are touched.
 * @param keptNumber an issue that is known to be there, in case the list does not show it yet.
 */
export async function closeExtras(
  { adapter, connection }: OpenTarget,
  push: Pick<HeldPush, 'marker' | 'firstSentAt' | 'createdAt' | 'fields'>,
  { keptNumber }: { readonly keptNumber?: number },
): Promise<Settlement> {
  const found = await adapter.findIssuesByMarker(connection, {
    marker: push.marker,
    sentAt: push.firstSentAt ?? push.createdAt,
    fields: push.fields,
  });
  if (found.kind !== 'found') return { kept: null, failed: found };
  const [kept = null] = found.issues;
  const numbers = new Set(found.issues.filter(({ state }) => state === 'open').map(({ number }) => number));
  if (keptNumber !== undefined && kept && kept.number < keptNumber) numbers.add(keptNumber);
  for (const number of numbers) {
    if (!kept || number === kept.number) continue;
    const closed = await adapter.closeDuplicate(connection, { number });
    if (closed.kind !== 'closed') return { kept, failed: closed };
  }
  return { kept, failed: null };
}
