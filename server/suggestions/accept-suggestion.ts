import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { placePosts } from '#server/decisions/place-posts.ts';
import type { DecisionOutcome } from '#server/decisions/record-decision.ts';
import { getSuggestion } from './get-suggestion.ts';
import { requireOpen } from './require-open.ts';

/**
 * Does what a suggestion says: an ordinary decision, which can be undone like any other.
 * @throws AppError `not_found`, and `conflict` when it was answered, or no longer fits.
 */
export async function acceptSuggestion(
  { db }: { db: Database },
  { suggestionId, actor }: { suggestionId: number; actor: Actor },
): Promise<DecisionOutcome> {
  const suggestion = await getSuggestion({ db }, { suggestionId });
  await requireOpen({ db }, suggestion);
  const { kind, clusterIds, postIds } = suggestion;
  const [first, second] = clusterIds;
  if (first === undefined) throw new Error('a suggestion is about at least one cluster');
  switch (kind) {
    case 'merge':
      return mergeClusters(
        { db },
        { targets: [{ clusterId: second ?? first }], intoClusterId: first, suggestionId, actor },
      );
    case 'move': {
      const placings = [{ postIds, to: second ?? null }];
      return placePosts({ db }, { kind: 'move_posts', actor, placings, from: { clusterId: first }, suggestionId });
    }
    case 'split':
    case 'new': {
      const placings = [{ postIds, to: {} }];
      return placePosts({ db }, { kind: 'split', actor, placings, from: { clusterId: first }, suggestionId });
    }
  }
}
