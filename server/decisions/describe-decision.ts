import type { DecisionKind } from '#db/schema.ts';
import { writeDate } from '#pipelines/issue-body/write-date.ts';
import { StoredChange } from './stored-change.ts';

type Described = {
  readonly kind: DecisionKind;
  readonly clusterId: number;
  readonly after: unknown;
};

/**
 * What was decided, as it follows a person's name: `renamed this to "Export fails"`.
 * @param clusterId the cluster that "this" is; without it the one that the decision is mostly about.
 */
export function describeDecision(decision: Described, { clusterId = decision.clusterId } = {}): string {
  const after = StoredChange.parse(decision.after);
  const fields = after.clusters?.[clusterId] ?? Object.values(after.clusters ?? {})[0] ?? {};
  const count = Object.keys(after.clusters ?? {}).length;
  const these = count > 1 ? `this and ${countOf(count - 1, 'other cluster')}` : 'this';
  switch (decision.kind) {
    case 'rename':
      return fields.name ? `renamed this to "${fields.name}"` : 'gave this its found title back';
    case 'set_kind':
      return fields.kindOverride
        ? `said that ${these} is of the kind ${fields.kindOverride.replace('_', ' ')}`
        : `left the kind of ${these} to the runs`;
    case 'merge':
      return fields.mergeTargetId && after.clusters?.[clusterId]
        ? 'merged this into another cluster'
        : `merged ${countOf(count, 'cluster')} into this`;
    case 'split':
    case 'create_cluster':
    case 'move_posts':
    case 'pin_posts':
      return describePosts(decision, after, clusterId);
    case 'dismiss':
      return fields.dismissReason ? `dismissed ${these} ("${fields.dismissReason}")` : `dismissed ${these}`;
    case 'restore':
      return `restored ${these}`;
    case 'assign':
      return fields.ownerId ? `gave ${these} an owner` : `left ${these} without an owner`;
    case 'snooze':
      return fields.snoozedUntil
        ? `snoozed ${these} until ${writeDate(new Date(fields.snoozedUntil))}`
        : `woke ${these}`;
    case 'mark_done':
      return `marked ${these} done`;
    case 'reopen':
      return `took ${these} up again`;
    case 'note':
      return `noted: ${after.note ?? ''}`;
    case 'refuse':
      return 'refused a suggestion about this';
    case 'undo':
      return 'undid a decision about this';
    case 'redo':
      return 'made a decision about this hold again';
  }
}

function describePosts({ kind, clusterId: mainId }: Described, after: StoredChange, clusterId: number): string {
  const groups = after.pins ?? [];
  const count = groups.reduce((sum, { postIds }) => sum + postIds.length, 0);
  const posts = countOf(count, 'post');
  const isNew = after.clusters?.[clusterId]?.isByHand === true;
  if (kind === 'pin_posts') return `pinned ${posts} here`;
  if (isNew) return kind === 'split' ? 'split this off another cluster' : `made this from ${posts}`;
  if (kind === 'split') return `split this: ${posts} went into ${countOf(groups.length, 'new cluster')}`;
  if (groups.every((group) => group.clusterId === null)) return `took ${posts} out of this`;
  if (groups.every((group) => group.clusterId === clusterId)) return `moved ${posts} into this`;
  const isAway = kind === 'create_cluster' || Object.keys(after.clusters ?? {}).length > 0;
  if (isAway) return `moved ${posts} into a new cluster`;
  return clusterId === mainId ? `moved ${posts} to another cluster` : `moved ${posts} between this and another cluster`;
}

function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
