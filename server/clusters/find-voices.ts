import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import { getCurrentRunId } from './current-run.ts';
import { countVoices } from './membership.ts';
import { withVoiced } from './voiced-members.ts';

/** One of the people behind a cluster's number of voices. */
export type Voice = {
  /** The author's row; null for all posts without a known author, who count as one where nobody is known. */
  readonly authorId: number | null;
  readonly name: string | null;
  readonly isStaff: boolean;
  readonly isBot: boolean;
  readonly postCount: number;
  readonly lastPostedAt: Date | null;
};

/** Who a cluster's voices are, and whose posts add none. */
export type VoiceList = {
  /** As many as the cluster's number of voices, or as everyone, up to the limit; who wrote most comes first. */
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

type VoiceRow = {
  author_id: number | null;
  name: string | null;
  post_count: number;
  is_staff: boolean;
  is_bot: boolean;
  last_ms: number | null;
};
type CountRow = {
  voice_count: number;
  staff: number;
  bots: number;
  copies: number;
  unknown: number;
  everyone: number;
};

/** @param isEveryone lists staff, bots and every copy's author as well: `everyoneCount` of them. */
export async function findVoices(
  { db }: { db: Queryable },
  { clusterId, isEveryone = false, limit = 100 }: { clusterId: number; isEveryone?: boolean; limit?: number },
): Promise<VoiceList> {
  const runId = await getCurrentRunId({ db });
  const nobody = { staffPostCount: 0, botPostCount: 0, crossPostCount: 0, unknownPostCount: 0, everyoneCount: 0 };
  if (runId === null) return { voices: [], voiceCount: 0, ...nobody };
  const speaker = isEveryone ? sql`v.person_id` : sql`v.voice`;
  const known = isEveryone ? sql`k.person_id` : sql`k.voice`;
  // Both in one statement: telling whose posts they are takes longer than all that is asked of it.
  const { rows } = await db.execute<{ counts: CountRow; listed: VoiceRow[] }>(sql`${withVoiced({ runId, clusterId })}
    select (select row_to_json(c) from (
      select coalesce(${countVoices(sql`v.voice`, sql`v.author_id`)}, 0)::int as voice_count,
        count(*) filter (where v.standing = 'staff')::int as staff, count(*) filter (where v.standing = 'bot')::int as bots,
        count(*) filter (where v.standing = 'copy')::int as copies,
        count(*) filter (where v.standing = 'unknown')::int as unknown,
        greatest(count(distinct v.person_id), max((v.author_id is null)::int))::int as everyone
      from voiced v) c) as counts,
    (select coalesce(json_agg(l), '[]') from (
      select ${speaker}::float8 as author_id, max(a.name) as name, count(*)::int as post_count,
        bool_or(v.is_staff) as is_staff, bool_or(v.is_bot) as is_bot,
        (extract(epoch from max(v.posted_at)) * 1000)::float8 as last_ms
      from voiced v left join authors a on a.id = ${speaker}
      where ${speaker} is not null or (v.author_id is null and not exists (select 1 from voiced k where ${known} is not null))
      group by ${speaker} order by count(*) desc, ${speaker} limit ${limit}) l) as listed`);
  const [found] = rows;
  const row = found?.counts;
  return {
    voices: (found?.listed ?? []).map(({ author_id, name, post_count, is_staff, is_bot, last_ms }) => ({
      authorId: author_id,
      name,
      isStaff: is_staff,
      isBot: is_bot,
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
