import { sql } from 'drizzle-orm';
import { type ConsentState, consents } from '#db/schema.ts';
import { readUseRight, type UseRight } from '#pipelines/evidence/use-right.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

/** What each member said last about the use of their post; posts that nobody recorded anything for are not in it. */
export async function readUseRights(
  { db }: { db: Queryable },
  { postIds }: { postIds: readonly number[] },
): Promise<Map<number, UseRight>> {
  if (postIds.length === 0) return new Map();
  const rows = await db
    .select({
      postId: consents.postId,
      state: sql<ConsentState>`${consents.state}`,
      scope: consents.scope,
      wording: consents.wording,
      expiresAt: consents.expiresAt,
      // The database's clock: several servers agree on it.
      now: sql<Date>`now()`.mapWith(consents.createdAt),
    })
    .from(consents)
    .where(
      sql`${consents.postId} in (${idList(postIds)})
      and ${consents.id} = (select max(c.id) from consents c where c.post_id = ${consents.postId})`,
    );
  return new Map(rows.map(({ postId, now, ...consent }) => [postId, readUseRight(consent, now)]));
}
