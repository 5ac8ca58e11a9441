import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import type { ChosenPosts } from './move-posts.ts';
import { MAX_PLACED_POSTS, type PlacingOutcome, placePosts } from './place-posts.ts';

/**
 * Starts a cluster by hand from posts of a person's choice, or from all that a search finds, wherever they are.
 * @param name without one, it goes by the title that a run would give it.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function createCluster(
  { db }: { db: Database },
  { name, actor, ...chosen }: ChosenPosts & { name?: string | null | undefined; actor: Actor },
): Promise<PlacingOutcome> {
  const postIds =
    'postIds' in chosen
      ? chosen.postIds
      : await findPostIds({ db }, { filter: chosen.filter, limit: MAX_PLACED_POSTS + 1 });
  return placePosts({ db }, { kind: 'create_cluster', actor, placings: [{ postIds, to: { name } }], from: null });
}
