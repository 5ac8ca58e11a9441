import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import { crossPosts } from './cross-posts.ts';
import { getCurrentRunId } from './current-run.ts';
import { countVoices, joinVoice, membership, voice } from './membership.ts';

/** One of the people behind a cluster's number of voices. */
export type Voice = {
  /** The author's row; null for all posts without a known author, who count as one where nobody is known. */
  readonly authorId: number | null;
  readonly name: string | null;
  readonly postCount: number;
  readonly lastPostedAt: Date | null;
};

/** Who a cluster's voices are, and whose posts add none. */
export type VoiceList = {
  /** As long as the cluster's number of voices, up to the limit; who wrote most comes first. */
  readonly voices: readonly Voice[];
  readonly voiceCount: number;
  readonly staffPostCount: number;
  readonly botPostCount: number;
  /** The same words again in another source: its author is not counted a second time. */
  readonly crossPostCount: number;
  readonly unknownPostCount: number;
  /** With staff, bots and every copy's author counted as people. */
  readonly everyoneCount: number;
};

type VoiceRow = { author_id: number | null; name: string | null; post_count: number; last_ms: number | null };
type CountRow = {
  voice_count: number;
  staff: number;
  bots: number;
  copies: number;
  unknown: number;
  everyone: number;
};

export async function findVoices(
  { db }: { db: Queryable },
  { clusterId, limit = 100 }: { clusterId: number; limit?: number },
): Promise<VoiceList> {
  const runId = await getCurrentRunId({ db });
  const nobody = { staffPostCount: 0, botPostCount: 0, crossPostCount: 0, unknownPostCount: 0, everyoneCount: 0 };
  if (runId === null) return { voices: [], voiceCount: 0, ...nobody };
  const voiced = sql`
    with member as (${membership(runId, { clusterIds: [clusterId] })}),
    told as (
      select m.cluster_id, m.post_id, m.author_id, m.source_id, m.posted_at, ${voice} as own_voice,
        coalesce(a.same_as_id, a.id) as person_id, a.is_staff or coalesce(person.is_staff, false) as is_staff,
        a.is_bot or coalesce(person.is_bot, false) as is_bot
      from member m ${joinVoice(sql`m.author_id`)}
    ),
    voiced as materialized (${crossPosts(sql`told`)})`;
  const counted = await db.execute<CountRow>(sql`${voiced}
    select coalesce(${countVoices(sql`v.voice`, sql`v.author_id`)}, 0)::int as voice_count,
      count(*) filter (where v.is_staff)::int as staff, count(*) filter (where v.is_bot and not v.is_staff)::int as bots,
      count(*) filter (where v.is_copy and v.voice is not null)::int as copies,
      count(*) filter (where v.author_id is null)::int as unknown,
      greatest(count(distinct v.person_id), max((v.author_id is null)::int))::int as everyone
    from voiced v`);
  const listed = await db.execute<VoiceRow>(sql`${voiced}
    select v.voice::float8 as author_id, max(a.name) as name, count(*)::int as post_count,
      (extract(epoch from max(v.posted_at)) * 1000)::float8 as last_ms
    from voiced v left join authors a on a.id = v.voice
    where v.voice is not null
      or (v.author_id is null and not exists (select 1 from voiced k where k.voice is not null))
    group by v.voice order by count(*) desc, v.voice limit ${limit}`);
  const [row] = counted.rows;
  return {
    voices: listed.rows.map(({ author_id, name, post_count, last_ms }) => ({
      authorId: author_id,
      name,
      postCount: post_count,
      lastPostedAt: last_ms === null ? null : new Date(last_ms),
    })),
    voiceCount: row?.voice_count ?? 0,
    staffPostCount: row?.staff ?? 0,
    botPostCount: row?.bots ?? 0,
    crossPostCount: row?.copies ?? 0,
    unknownPostCount: row?.unknown ?? 0,
    everyoneCount: row?.everyone ?? 0,
  };
}
