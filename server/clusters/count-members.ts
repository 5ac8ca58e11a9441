import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import { countVoices, idList, joinVoice, membership, voice } from './membership.ts';

export type MemberCounts = { readonly postCount: number; readonly voiceCount: number };

/** How many posts and people there would be if the clusters were one. @param clusterIds roots. */
export async function countMembers(
  { db }: { db: Queryable },
  { runId, clusterIds }: { runId: number; clusterIds: readonly number[] },
): Promise<MemberCounts> {
  return count({ db }, sql`select m.author_id from (${membership(runId, { clusterIds })}) m`);
}

/** How many people wrote posts. */
export async function countVoicesOf(
  { db }: { db: Queryable },
  { postIds }: { postIds: readonly number[] },
): Promise<MemberCounts> {
  return count(
    { db },
    sql`select p.author_id from posts p where p.id in (${idList(postIds)}) and p.deleted_at is null`,
  );
}

async function count({ db }: { db: Queryable }, members: SQL): Promise<MemberCounts> {
  const { rows } = await db.execute<{ post_count: number; voice_count: number }>(sql`
    select count(*)::int as post_count, coalesce(${countVoices(sql`v.voice`, sql`v.author_id`)}, 0)::int as voice_count
    from (select m.author_id, ${voice} as voice from (${members}) m ${joinVoice(sql`m.author_id`)}) v`);
  return { postCount: rows[0]?.post_count ?? 0, voiceCount: rows[0]?.voice_count ?? 0 };
}
