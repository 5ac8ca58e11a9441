import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { findPostIds } from '#server/posts/find-post-ids.ts';
import { countVoicesOf, type MemberCounts } from './count-members.ts';
import { describeGroups, type GroupDescription } from './describe-groups.ts';
import { getCluster } from './get-cluster.ts';

export type SplitPart = MemberCounts & GroupDescription & { readonly postIds: readonly number[] };
export type SplitPreview = {
  readonly clusterId: number;
  readonly version: number;
  readonly parts: readonly SplitPart[];
  /** What stays in the cluster; null when nothing does. */
  readonly rest: SplitPart | null;
  /** Terms that more than one part goes by. */
  readonly sharedTerms: readonly string[];
  /** Terms of the cluster that no part goes by any more. */
  readonly lostTerms: readonly string[];
};

const MAX_POSTS = 50_000;

/**
 * What splitting posts off a cluster would come to; nothing is changed, and no other cluster is looked at.
 * @throws AppError `not_found`, `conflict` for posts that are not in the cluster.
 */
export async function previewSplit(
  { db }: { db: Queryable },
  { clusterId, groups }: { clusterId: number; groups: readonly { readonly postIds: readonly number[] }[] },
): Promise<SplitPreview> {
  const cluster = await getCluster({ db }, { clusterId });
  const members = await findPostIds({ db }, { filter: { clusterId: cluster.id }, limit: MAX_POSTS });
  const left = new Set(members);
  for (const postId of groups.flatMap(({ postIds }) => postIds)) {
    if (!left.delete(postId)) {
      throw new AppError('conflict', `Post ${postId} is not in this cluster, or in two groups.`, { postIds: [postId] });
    }
  }
  const all = [...groups.map(({ postIds }) => [...postIds]), ...(left.size > 0 ? [[...left]] : [])];
  const described = await describeGroups({ db }, { groups: all });
  const parts: SplitPart[] = [];
  for (const [i, postIds] of all.entries()) {
    const description = described[i];
    if (!description) throw new Error('a group was not described');
    parts.push({ ...description, ...(await countVoicesOf({ db }, { postIds })), postIds });
  }
  const counts = new Map<string, number>();
  for (const { terms } of parts) for (const { term } of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return {
    clusterId: cluster.id,
    version: cluster.version,
    parts: parts.slice(0, groups.length),
    rest: left.size > 0 ? (parts.at(-1) ?? null) : null,
    sharedTerms: [...counts].flatMap(([term, count]) => (count > 1 ? [term] : [])),
    lostTerms: cluster.terms.map(({ term }) => term).filter((term) => !counts.has(term)),
  };
}
