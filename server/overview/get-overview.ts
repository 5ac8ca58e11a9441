import { type SQL, sql } from 'drizzle-orm';
import type { Kind, RunStatus } from '#db/schema.ts';
import { compareWindows } from '#pipelines/trends/compare-windows.ts';
import type { ClusterSummary } from '#server/clusters/cluster-summary.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import type { Queryable } from '#server/database/database.ts';
import { countPosts } from '#server/posts/count-posts.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';

export type GrowingCluster = ClusterSummary & {
  /** Sums of weekly voices in the four weeks to the newest post, and in the four before. */
  readonly recentVoiceCount: number;
  readonly earlierVoiceCount: number;
};

export type Overview = {
  readonly postCount: number;
  readonly voiceCount: number;
  readonly sourceCount: number;
  /** Open clusters. */
  readonly clusterCount: number;
  /** Posts in any cluster, dismissed ones too. */
  readonly placedCount: number;
  readonly latestPostedAt: Date | null;
  /** Open clusters by kind, most first. */
  readonly kinds: readonly { readonly kind: Kind; readonly clusterCount: number; readonly voiceCount: number }[];
  /** Only where the change is more than chance; the largest first. */
  readonly growing: readonly GrowingCluster[];
  /** Reports that no issue was made of yet. */
  readonly openReportCount: number;
  readonly issueCount: number;
  readonly latestRun: { readonly id: number; readonly status: RunStatus; readonly finishedAt: Date | null } | null;
};

const WINDOW_WEEKS = 4;
const GROWING_SHOWN = 6;

export async function getOverview({ db }: { db: Queryable }): Promise<Overview> {
  const runId = await getCurrentRunId({ db });
  const [counts] = await select<Record<CountName, number>>(db, COUNTS);
  const [places] = await select<{ cluster_count: number; placed_count: number }>(
    db,
    sql`
    select count(*) filter (where c.state = 'open' and rc.post_count > 0)::int as cluster_count,
      coalesce(sum(rc.post_count), 0)::int as placed_count
    from run_clusters rc join clusters c on c.id = rc.cluster_id and c.merged_into_id is null
    where rc.run_id = ${runId}::bigint`,
  );
  const [run] = await select<{ id: string; status: RunStatus; finished_ms: number | null }>(
    db,
    sql`select id, status, (extract(epoch from finished_at) * 1000)::float8 as finished_ms
      from runs where kind = 'cluster' order by id desc limit 1`,
  );
  const latestPostedAt = await getLatestPostedAt({ db });
  return {
    postCount: await countPosts({ db }),
    voiceCount: counts?.voice_count ?? 0,
    sourceCount: counts?.source_count ?? 0,
    clusterCount: places?.cluster_count ?? 0,
    placedCount: places?.placed_count ?? 0,
    latestPostedAt,
    kinds: await countKinds(db, runId),
    growing: runId === null || !latestPostedAt ? [] : await findGrowing(db, runId, latestPostedAt),
    openReportCount: counts?.open_report_count ?? 0,
    issueCount: counts?.issue_count ?? 0,
    latestRun: run
      ? {
          id: Number(run.id),
          status: run.status,
          finishedAt: run.finished_ms === null ? null : new Date(run.finished_ms),
        }
      : null,
  };
}

type CountName = 'voice_count' | 'source_count' | 'open_report_count' | 'issue_count';
const COUNTS = sql`
  select
    -- One row per person: an author is stored with their first post, and other handles name the person's row.
    (select count(*)::int from authors where same_as_id is null and not is_staff and not is_bot) as voice_count,
    (select count(*)::int from sources) as source_count,
    (select count(*)::int from reports r where not exists (
      select 1 from pushes p where p.report_id = r.id and p.status = 'created')) as open_report_count,
    (select count(*)::int from pushes where status = 'created') as issue_count`;

async function countKinds(db: Queryable, runId: number | null) {
  const rows = await select<{ kind: Kind; cluster_count: number; voice_count: number }>(
    db,
    sql`
    select coalesce(c.kind_override, rc.kind) as kind, count(*)::int as cluster_count, sum(rc.voice_count)::int as voice_count
    from run_clusters rc join clusters c on c.id = rc.cluster_id and c.merged_into_id is null
    where rc.run_id = ${runId}::bigint and c.state = 'open' and rc.post_count > 0
    group by 1 order by 3 desc, 1`,
  );
  return rows.map((row) => ({ kind: row.kind, clusterCount: row.cluster_count, voiceCount: row.voice_count }));
}

/** Windows end with the newest post, not today: an import may be months old. */
async function findGrowing(db: Queryable, runId: number, latestPostedAt: Date): Promise<GrowingCluster[]> {
  const weekStart = (weeksBack: number) => sql`to_char(
    date_trunc('week', ${latestPostedAt.toISOString()}::timestamptz at time zone 'UTC') - make_interval(weeks => ${weeksBack}::int),
    'YYYY-MM-DD')`;
  const rows = await select<{ id: string; recent: number; earlier: number }>(
    db,
    sql`
    select rc.cluster_id as id,
      coalesce(sum((w->>1)::int) filter (where w->>0 >= ${weekStart(WINDOW_WEEKS - 1)}), 0)::int as recent,
      coalesce(sum((w->>1)::int) filter (where w->>0 < ${weekStart(WINDOW_WEEKS - 1)}), 0)::int as earlier
    from run_clusters rc
    join clusters c on c.id = rc.cluster_id and c.merged_into_id is null and c.state = 'open'
    cross join lateral jsonb_array_elements(rc.weeks) w
    where rc.run_id = ${runId} and w->>0 >= ${weekStart(2 * WINDOW_WEEKS - 1)}
    group by rc.cluster_id`,
  );
  const growing = rows
    .filter(({ recent, earlier }) => compareWindows(recent, earlier) === 'growing')
    .sort((a, b) => b.recent - b.earlier - (a.recent - a.earlier) || Number(a.id) - Number(b.id))
    .slice(0, GROWING_SHOWN);
  const found = await findClustersByIds({ db }, { clusterIds: growing.map(({ id }) => Number(id)) });
  return found.map((cluster, i) => ({
    ...cluster,
    recentVoiceCount: growing[i]?.recent ?? 0,
    earlierVoiceCount: growing[i]?.earlier ?? 0,
  }));
}

async function select<T extends Record<string, unknown>>(db: Queryable, query: SQL): Promise<T[]> {
  const { rows } = await db.execute(query);
  // The caller wrote the columns and names their types beside them.
  return rows as T[];
}
