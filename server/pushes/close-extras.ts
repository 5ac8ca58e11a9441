import type { OpenTarget } from '#server/targets/open-target.ts';
import type { FoundIssue, TrackerFailure, TrackerIssue } from '#server/trackers/tracker.ts';
import type { HeldPush } from './held-push.ts';

export type Settlement = {
  /** The issue that stays: the oldest, so that everybody who looks keeps the same one. */
  readonly kept: FoundIssue | null;
  /** Why the tracker could not be asked, or an extra could not be closed. */
  readonly failed: TrackerFailure | null;
};

/**
 * Leaves one issue of a push open. Only issues with the push's own marker, made since its first sending, are touched.
 * @param known an issue that is surely there, in case the list does not show it yet.
 */
export async function closeExtras(
  { adapter, connection }: OpenTarget,
  push: Pick<HeldPush, 'marker' | 'firstSentAt' | 'createdAt' | 'fields' | 'droppedFields'>,
  { known }: { readonly known: TrackerIssue | null },
): Promise<Settlement> {
  const found = await adapter.findIssuesByMarker(connection, {
    marker: push.marker,
    sentAt: push.firstSentAt ?? push.createdAt,
    fields: push.fields,
  });
  if (found.kind !== 'found') return { kept: null, failed: found };
  const isListed = found.issues.some(({ id }) => id === known?.id);
  const issues = known && !isListed ? [...found.issues, { ...known, dropped: push.droppedFields }] : found.issues;
  // Trackers number ids in the order of making; keys change when an issue is moved.
  const [kept = null, ...extras] = [...issues].sort((a, b) => Number(a.id) - Number(b.id));
  for (const duplicate of extras) {
    if (!kept || duplicate.state !== 'open') continue;
    const closed = await adapter.closeDuplicate(connection, { duplicate, kept });
    if (closed.kind !== 'closed') return { kept, failed: closed };
  }
  return { kept, failed: null };
}
