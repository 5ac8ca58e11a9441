import { and, eq, sql } from 'drizzle-orm';
import { posts, reportClaims, sources } from '#db/schema.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getEdition } from './get-edition.ts';

/** A post as evidence: what was written, where and when, and nobody's name. */
export type EvidencePost = {
  readonly id: number;
  readonly title: string | null;
  readonly text: string;
  readonly language: string | null;
  readonly place: string;
  readonly postedAt: Date | null;
  readonly permalink: string | null;
};
export type Evidence = {
  readonly key: number;
  readonly label: string;
  /** How many posts the claim rests on. */
  readonly postCount: number;
  /** Of those, how many their source has erased since. */
  readonly erasedCount: number;
  readonly posts: readonly EvidencePost[];
  /** Where the next page begins; null on the last. */
  readonly nextOffset: number | null;
};

/**
 * The posts behind one sentence of a report, oldest first: exactly those, however the clusters have changed since.
 * @param edition of the published state that the sentence stands in; without it, the report as it is now.
 * @throws AppError `not_found`.
 */
export async function findEvidence(
  { db }: { db: Queryable },
  {
    reportId,
    key,
    edition,
    offset = 0,
    limit = 50,
  }: { reportId: number; key: number; edition?: number | undefined; offset?: number; limit?: number },
): Promise<Evidence> {
  const claim = await readClaim(db, { reportId, key, edition });
  const rows = await db
    .select({
      id: posts.id,
      title: posts.title,
      text: posts.text,
      language: posts.language,
      place: sql<string>`coalesce(${sources.platform}, ${sources.name})`,
      postedAt: posts.postedAt,
      permalink: posts.url,
    })
    .from(posts)
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .where(sql`${posts.id} in (${idList(claim.postIds)}) and ${posts.deletedAt} is null`)
    .orderBy(sql`${posts.postedAt} nulls last, ${posts.id}`)
    .offset(offset)
    .limit(limit + 1);
  const [left] = await db
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(posts)
    .where(sql`${posts.id} in (${idList(claim.postIds)}) and ${posts.deletedAt} is null`);
  const postCount = claim.postIds.length;
  return {
    key,
    label: claim.label,
    postCount,
    erasedCount: postCount - (left?.count ?? 0),
    posts: rows.slice(0, limit),
    nextOffset: rows.length > limit ? offset + limit : null,
  };
}

async function readClaim(
  db: Queryable,
  { reportId, key, edition }: { reportId: number; key: number; edition: number | undefined },
) {
  const missing = new AppError('not_found', `Report ${reportId} has no statement ${key}.`);
  if (edition !== undefined) {
    const { content } = await getEdition({ db }, { reportId, number: edition });
    const claim = content.claims.find((one) => one.key === key);
    if (!claim) throw missing;
    return claim;
  }
  const [claim] = await db
    .select({ label: reportClaims.label, postIds: reportClaims.postIds })
    .from(reportClaims)
    .where(and(eq(reportClaims.reportId, reportId), eq(reportClaims.key, key)));
  if (!claim) throw missing;
  return claim;
}
