import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type PlacingOutcome, placePosts } from './place-posts.ts';

/** Parts that one split may make. */
export const MAX_PARTS = 20;

/**
 * Splits posts off a cluster into new ones; the posts that no group names stay. Nothing else is touched, and no later
 * run joins the parts again.
 * @throws AppError `invalid`, `not_found`, and `conflict` when posts are no longer in the cluster (`details.postIds`).
 */
export async function splitCluster(
  { db }: { db: Database },
  {
    clusterId,
    groups,
    actor,
    expectedVersion,
  }: {
    clusterId: number;
    groups: readonly { readonly postIds: readonly number[]; readonly name?: string | null | undefined }[];
    actor: Actor;
    expectedVersion?: number | undefined;
  },
): Promise<PlacingOutcome> {
  if (groups.length === 0) throw new AppError('invalid', 'Choose the posts of at least one new cluster.');
  if (groups.length > MAX_PARTS) throw new AppError('invalid', `Make ${MAX_PARTS} new clusters at most at a time.`);
  const placings = groups.map(({ postIds, name }) => ({ postIds, to: { name } }));
  return placePosts({ db }, { kind: 'split', actor, placings, from: { clusterId, expectedVersion } });
}
