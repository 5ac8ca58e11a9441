import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import type { PostFilter } from '#server/posts/post-conditions.ts';
import { MAX_PLACED_POSTS, type PlacingOutcome, placePosts } from './place-posts.ts';

export const MAX_MOVED_POSTS = MAX_PLACED_POSTS;

/** Posts by their ids, or all that a filter leaves. */
export type ChosenPosts = { readonly postIds: readonly number[] } | { readonly filter: PostFilter };

/**
 * Takes posts out of a cluster, to another one, to a new one or, with null, to none. They are pinned there: no later run
 * moves them.
 * @param clusterId where the posts must still be; null: from wherever they are.
 * @throws AppError `invalid`, `not_found`, and `conflict` when posts are no longer in the cluster (`details.postIds`).
 */
export async function movePosts(
  { db }: { db: Database },
  {
    clusterId,
    toClusterId,
    newName,
    actor,
    expectedVersion,
    ...chosen
  }: ChosenPosts & {
    clusterId: number | null;
    toClusterId: number | null | 'new';
    newName?: string | null | undefined;
    actor: Actor;
    expectedVersion?: number | undefined;
  },
): Promise<PlacingOutcome> {
  if (toClusterId === clusterId && clusterId !== null) {
    throw new AppError('invalid', 'The posts are in this cluster already.');
  }
  const from = clusterId === null ? null : { clusterId, expectedVersion };
  const postIds = await readChosen({ db }, chosen, clusterId);
  const to = toClusterId === 'new' ? { name: newName } : toClusterId;
  return placePosts({ db }, { kind: 'move_posts', actor, placings: [{ postIds, to }], from });
}

async function readChosen(
  { db }: { db: Database },
  chosen: ChosenPosts,
  clusterId: number | null,
): Promise<readonly number[]> {
  if ('postIds' in chosen) return chosen.postIds;
  const filter = clusterId === null ? chosen.filter : { ...chosen.filter, clusterId };
  return findPostIds({ db }, { filter, limit: MAX_MOVED_POSTS + 1 });
}
