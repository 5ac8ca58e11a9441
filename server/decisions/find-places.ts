import { sql } from 'drizzle-orm';
import { findFamilyRoots } from '#server/clusters/find-family-roots.ts';
import { idList, membership } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** The cluster that each post is in now, a root; null in none. @throws AppError `not_found` for ids that are no post. */
export async function findPlaces(
  tx: Queryable,
  { runId, postIds }: { runId: number; postIds: readonly number[] },
): Promise<Map<number, number | null>> {
  const places = await readPlaces(tx, { runId, postIds });
  const missing = postIds.find((id) => !places.has(id));
  if (missing !== undefined) throw new AppError('not_found', `There is no post ${missing}.`);
  return places;
}

/**
 * The clusters whose lists hold the posts of the given clusters and the given posts now. Asked before and after posts
 * are put back, it names every list that has changed: other decisions may have carried them anywhere meanwhile.
 */
export async function findHolding(
  tx: Queryable,
  { runId, clusterIds, postIds }: { runId: number; clusterIds: readonly number[]; postIds: readonly number[] },
): Promise<number[]> {
  const places = postIds.length === 0 ? [] : [...(await readPlaces(tx, { runId, postIds })).values()];
  const roots = await findFamilyRoots(tx, clusterIds);
  return [...new Set([...clusterIds, ...roots, ...places.filter((id) => id !== null)])];
}

/** Posts that their source deleted are left out. */
async function readPlaces(
  tx: Queryable,
  { runId, postIds }: { runId: number; postIds: readonly number[] },
): Promise<Map<number, number | null>> {
  const { rows } = await tx.execute<{ id: string; cluster_id: string | null }>(sql`
    select p.id, m.cluster_id
    from posts p left join (${membership(runId, { postIds })}) m on m.post_id = p.id
    where p.id in (${idList(postIds)}) and p.deleted_at is null`);
  return new Map(rows.map((row) => [Number(row.id), row.cluster_id === null ? null : Number(row.cluster_id)]));
}
