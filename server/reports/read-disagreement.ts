import { sql } from 'drizzle-orm';
import { type Disagreement, findDisagreement } from '#pipelines/mentions/find-disagreement.ts';
import { joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

export type DisagreeingPost = {
  readonly id: number;
  readonly voiceId: number | null;
  readonly text: string;
  /** What in it was taken for disagreement, as offsets into the text. */
  readonly reason: Disagreement;
  /** The matter was solved for them, which bears it out rather than speaks against it. */
  readonly isSolved: boolean;
  readonly startOffset: number;
  readonly endOffset: number;
};

const MAX_READ = 3000;

/**
 * Who sees it differently: posts of the clusters and of the conversations they stand in, by members, whose words say that
 * it works for them, never happened to them, was solved, or is fine as it is. Advisory: found by words.
 */
export async function readDisagreement(
  { db }: { db: Queryable },
  { runId, clusterIds }: { runId: number; clusterIds: readonly number[] },
): Promise<{ readonly readPostIds: number[]; readonly posts: DisagreeingPost[] }> {
  const rows = await db
    .select({
      id: sql`p.id`.mapWith(Number),
      voiceId: sql`${voice}`.mapWith((id) => (id === null ? null : Number(id))),
      isNamed: sql<boolean>`p.author_id is not null`,
      text: sql<string>`p.text`,
    })
    .from(
      sql`(
        select m.post_id from (${membership(runId, { clusterIds })}) m
        union
        select o.id from (${membership(runId, { clusterIds })}) m
        join posts q on q.id = m.post_id
        join posts o on o.source_id = q.source_id and o.thread = q.thread
        where q.thread is not null and o.deleted_at is null
      ) around
      join posts p on p.id = around.post_id
      ${joinVoice(sql`p.author_id`)}`,
    )
    .where(sql`p.author_id is null or ${voice} is not null`)
    .orderBy(sql`p.id`)
    .limit(MAX_READ);
  return {
    readPostIds: rows.map(({ id }) => id),
    posts: rows.flatMap(({ id, voiceId, text }) => {
      const [mention] = findDisagreement(text);
      if (!mention) return [];
      const { name: reason, startOffset, endOffset } = mention;
      return [{ id, voiceId, text, reason, isSolved: reason === 'solved', startOffset, endOffset }];
    }),
  };
}
