import { inArray, sql } from 'drizzle-orm';
import { clusters } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** The clusters that the posts of the given ones belong to, after all merges. */
export async function findFamilyRoots(tx: Queryable, clusterIds: readonly number[]): Promise<number[]> {
  if (clusterIds.length === 0) return [];
  const rows = await tx
    .selectDistinct({ id: sql`coalesce(${clusters.mergedIntoId}, ${clusters.id})`.mapWith(Number) })
    .from(clusters)
    .where(inArray(clusters.id, [...clusterIds]));
  return rows.map(({ id }) => id);
}
