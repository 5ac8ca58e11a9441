import { sql } from 'drizzle-orm';
import { posts, type WeekPoint } from '#db/schema.ts';
import type { DraftGrowth } from '#pipelines/drafts/draft-facts.ts';
import { choosePeriod, fillTimeline, type Timeline } from '#pipelines/timeline/fill-timeline.ts';
import { compareWindows } from '#pipelines/trends/compare-windows.ts';
import type { ClusterSummary } from '#server/clusters/cluster-summary.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import { countVoices, joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

/** Length of each of the two windows that growth is told from. */
const WINDOW_WEEKS = 4;

export type ReportFacts = {
  readonly clusters: readonly ClusterSummary[];
  readonly postCount: number;
  readonly voiceCount: number;
  /** Posts whose author the source does not name. */
  readonly unnamedPostCount: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
  /** Most posts first. */
  readonly places: readonly { readonly name: string; readonly postCount: number; readonly voiceCount: number }[];
  readonly growth: DraftGrowth | null;
  readonly weeks: readonly WeekPoint[];
  /** Voices over the whole span, in periods that fit it; null where all of it falls into one. */
  readonly timeline: Timeline | null;
};

/** What is known about the posts in some clusters together; each post and each person counts once. */
export async function readReportFacts(
  { db }: { db: Queryable },
  { clusterIds }: { clusterIds: readonly number[] },
): Promise<ReportFacts> {
  const runId = await getCurrentRunId({ db });
  const clusters = await findClustersByIds({ db }, { clusterIds });
  const roots = clusters.map(({ id }) => id);
  const none = { postCount: 0, voiceCount: 0, unnamedPostCount: 0, firstSeenAt: null, lastSeenAt: null };
  if (runId === null || roots.length === 0)
    return { ...none, clusters, places: [], growth: null, weeks: [], timeline: null };
  const voiced = sql`
    select m.post_id, m.author_id, m.source_id, m.posted_at, ${voice} as voice
    from (${membership(runId, { clusterIds: roots })}) m ${joinVoice(sql`m.author_id`)}`;
  const counts = await countAll(db, voiced);
  return {
    clusters,
    ...counts,
    places: await countPlaces(db, voiced),
    growth: await readGrowth(db, voiced),
    weeks: await countWeeks(db, voiced),
    timeline: await readTimeline(db, voiced, counts),
  };
}

const voices = countVoices(sql`v.voice`, sql`v.author_id`);

async function countAll(db: Queryable, voiced: ReturnType<typeof sql>) {
  const [row] = await db
    .select({
      postCount: sql`count(*)`.mapWith(Number),
      voiceCount: sql`coalesce(${voices}, 0)`.mapWith(Number),
      unnamedPostCount: sql`count(*) filter (where v.author_id is null)`.mapWith(Number),
      firstSeenAt: sql<Date | null>`min(v.posted_at)`.mapWith(posts.postedAt),
      lastSeenAt: sql<Date | null>`max(v.posted_at)`.mapWith(posts.postedAt),
    })
    .from(sql`(${voiced}) v`);
  if (!row) throw new Error('count returned no row');
  return row;
}

function countPlaces(db: Queryable, voiced: ReturnType<typeof sql>) {
  return db
    .select({
      name: sql<string>`s.name`,
      postCount: sql`count(*)`.mapWith(Number),
      voiceCount: sql`${voices}`.mapWith(Number),
    })
    .from(sql`(${voiced}) v join sources s on s.id = v.source_id`)
    .groupBy(sql`s.id, s.name`)
    .orderBy(sql`count(*) desc, s.name`);
}

/** Windows end with the newest post of the whole workspace, not with today: an import may be months old. */
async function readGrowth(db: Queryable, voiced: ReturnType<typeof sql>): Promise<DraftGrowth | null> {
  const [span] = await db
    .select({
      firstAt: sql<Date | null>`min(${posts.postedAt})`.mapWith(posts.postedAt),
      endsAt: sql<Date | null>`max(${posts.postedAt})`.mapWith(posts.postedAt),
    })
    .from(posts)
    .where(sql`${posts.deletedAt} is null`);
  if (!span?.endsAt || !span.firstAt) return null;
  const daysBack = (weeks: number) =>
    sql`${span.endsAt?.toISOString()}::timestamptz - make_interval(weeks => ${weeks}::int)`;
  const [row] = await db
    .select({
      recentVoiceCount: sql`count(distinct v.voice) filter (where v.posted_at > ${daysBack(WINDOW_WEEKS)})`.mapWith(
        Number,
      ),
      earlierVoiceCount: sql`count(distinct v.voice) filter (
        where v.posted_at > ${daysBack(2 * WINDOW_WEEKS)} and v.posted_at <= ${daysBack(WINDOW_WEEKS)})`.mapWith(
        Number,
      ),
      hasEarlier: sql<boolean>`${span.firstAt.toISOString()}::timestamptz <= ${daysBack(2 * WINDOW_WEEKS)}`,
    })
    .from(sql`(${voiced}) v`);
  if (!row?.hasEarlier) return null;
  const { recentVoiceCount, earlierVoiceCount } = row;
  const trend = compareWindows(recentVoiceCount, earlierVoiceCount);
  return { weekCount: WINDOW_WEEKS, endsAt: span.endsAt, recentVoiceCount, earlierVoiceCount, trend };
}

async function countWeeks(db: Queryable, voiced: ReturnType<typeof sql>): Promise<WeekPoint[]> {
  const rows = await db
    .select({
      monday: sql<string>`to_char(date_trunc('week', v.posted_at at time zone 'UTC'), 'YYYY-MM-DD')`,
      voiceCount: sql`${voices}`.mapWith(Number),
    })
    .from(sql`(${voiced}) v`)
    .where(sql`v.posted_at is not null`)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.filter(({ voiceCount }) => voiceCount > 0).map(({ monday, voiceCount }) => [monday, voiceCount] as const);
}

async function readTimeline(
  db: Queryable,
  voiced: ReturnType<typeof sql>,
  { firstSeenAt: from, lastSeenAt: to }: Pick<ReportFacts, 'firstSeenAt' | 'lastSeenAt'>,
): Promise<Timeline | null> {
  if (!from || !to) return null;
  const period = choosePeriod(from, to);
  const rows = await db
    .select({
      first: sql<string>`to_char(date_trunc(${sql.raw(`'${period}'`)}, v.posted_at at time zone 'UTC'), 'YYYY-MM-DD')`,
      voiceCount: sql`${voices}`.mapWith(Number),
    })
    .from(sql`(${voiced}) v`)
    .where(sql`v.posted_at is not null`)
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  const counts = new Map(rows.map(({ first, voiceCount }) => [first, voiceCount]));
  const timeline = fillTimeline(counts, { period, from, to });
  return timeline.points.length > 1 ? timeline : null;
}
