import type { DecisionKind } from '#db/schema.ts';

/** What was decided, as it follows a person's name: `renamed this to "Export fails"`. */
export function describeDecision({
  kind,
  after,
}: {
  readonly kind: DecisionKind;
  readonly after: Readonly<Record<string, unknown>>;
}): string {
  switch (kind) {
    case 'rename':
      return typeof after.name === 'string' ? `renamed this to "${after.name}"` : 'gave this its found title back';
    case 'dismiss':
      return typeof after.dismissReason === 'string' && after.dismissReason !== ''
        ? `dismissed this ("${after.dismissReason}")`
        : 'dismissed this';
    case 'restore':
      return 'restored this';
    case 'move_posts': {
      const count = Array.isArray(after.postIds) ? after.postIds.length : 0;
      const posts = count === 1 ? '1 post' : `${count} posts`;
      return after.toClusterId === null
        ? `took ${posts} out of this`
        : `moved ${posts} between this and another cluster`;
    }
  }
}
