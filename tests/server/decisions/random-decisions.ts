import fc from 'fast-check';
import { KINDS } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import type { Database } from '#server/database/database.ts';
import { addNote } from '#server/decisions/add-note.ts';
import { createCluster } from '#server/decisions/create-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { markClusterDone } from '#server/decisions/mark-cluster-done.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { pinPosts } from '#server/decisions/pin-posts.ts';
import type { DecisionOutcome } from '#server/decisions/record-decision.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { reopenCluster } from '#server/decisions/reopen-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { setClusterKind } from '#server/decisions/set-cluster-kind.ts';
import { snoozeCluster } from '#server/decisions/snooze-cluster.ts';
import { splitCluster } from '#server/decisions/split-cluster.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';

const NAMES = [
  'rename',
  'kind',
  'merge',
  'merge many',
  'split',
  'move',
  'move out',
  'move to new',
  'pin',
  'dismiss',
  'dismiss many',
  'restore',
  'snooze',
  'done',
  'reopen',
  'create',
  'note',
] as const;
const NOW = new Date('2026-05-03T08:00:00Z');

/** A decision by dice: which clusters and posts they mean depends on what there is when it is made. */
export type Throw = { readonly name: (typeof NAMES)[number]; readonly dice: readonly number[] };

export const aThrow = fc.record({
  name: fc.constantFrom(...NAMES),
  dice: fc.array(fc.nat(9999), { minLength: 6, maxLength: 6 }),
});

/** @returns the id of the decision; null when it changed nothing. */
export async function decideByDice(db: Database, { name, dice }: Throw, actor: Actor): Promise<number | null> {
  const found = await findClusters({ db }, { limit: 200 });
  const [a, b, c, count = 0, word = 0] = dice;
  const pick = (die = 0) => found[die % found.length]?.id ?? 0;
  const [one, other, third] = [pick(a), pick(b), pick(c)];
  const members = await findPostIds({ db }, { filter: { clusterId: one }, limit: 5000 });
  const chosen = members.slice(0, 1 + (count % Math.max(1, members.length)));
  const outcome = await (async (): Promise<DecisionOutcome> => {
    switch (name) {
      case 'rename':
        return renameCluster({ db }, { clusterId: one, name: `Name ${word % 5}`.slice(0, word % 4 ? 99 : 0), actor });
      case 'kind':
        return setClusterKind({ db }, { clusterId: one, kind: KINDS[word % KINDS.length] ?? null, actor });
      case 'merge':
        return mergeClusters({ db }, { targets: [{ clusterId: one }], intoClusterId: other, actor });
      case 'merge many':
        return mergeClusters(
          { db },
          { targets: [{ clusterId: one }, { clusterId: third }], intoClusterId: other, actor },
        );
      case 'split': {
        const half = Math.ceil(chosen.length / 2);
        const groups = [chosen.slice(0, half), chosen.slice(half)].filter(({ length }) => length > 0);
        return splitCluster({ db }, { clusterId: one, groups: groups.map((postIds) => ({ postIds })), actor });
      }
      case 'move':
        return movePosts({ db }, { clusterId: null, postIds: chosen, toClusterId: other, actor });
      case 'move out':
        return movePosts({ db }, { clusterId: one, postIds: chosen, toClusterId: null, actor });
      case 'move to new':
        return movePosts({ db }, { clusterId: one, postIds: chosen, toClusterId: 'new', newName: 'Moved', actor });
      case 'pin':
        return pinPosts({ db }, { postIds: chosen, actor });
      case 'dismiss':
        return dismissCluster({ db }, { clusterId: one, reason: `Reason ${word % 3}`, actor });
      case 'dismiss many':
        return dismissCluster({ db }, { targets: [{ clusterId: one }, { clusterId: other }], actor });
      case 'restore':
        return restoreCluster({ db }, { clusterId: one, actor });
      case 'snooze':
        return snoozeCluster({ db }, { clusterId: one, until: new Date('2026-06-01T08:00:00Z'), now: NOW, actor });
      case 'done':
        return markClusterDone({ db }, { clusterId: one, now: NOW, actor });
      case 'reopen':
        return reopenCluster({ db }, { clusterId: one, actor });
      case 'create':
        return createCluster({ db }, { postIds: chosen, name: 'By hand', actor });
      case 'note':
        return addNote({ db }, { clusterId: one, note: 'Seen', actor });
    }
  })();
  return outcome.decisionId;
}
