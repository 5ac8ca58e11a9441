import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { placePosts } from '#server/decisions/place-posts.ts';
import type { DecisionOutcome } from '#server/decisions/record-decision.ts';
import { AppError } from '#server/errors.ts';
import { getSuggestion } from './get-suggestion.ts';

/**
 * Does what a suggestion says: an ordinary decision, which can be undone like any other.
 * @throws AppError `not_found`, and `conflict` when it was answered, or no longer fits.
 */
export async function acceptSuggestion(
  { db }: { db: Database },
  { suggestionId, actor }: { suggestionId: number; actor: Actor },
): Promise<DecisionOutcome> {
  const { kind, answer, clusterIds, postIds } = await getSuggestion({ db }, { suggestionId });
  if (answer !== 'open') throw new AppError('conflict', `This suggestion was ${answer} already.`);
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
