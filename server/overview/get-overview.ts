import { type SQL, sql } from 'drizzle-orm';
import type { Kind, RunStatus } from '#db/schema.ts';
import type { ClusterSummary } from '#server/clusters/cluster-summary.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import { type ClusterFacts, readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { inView } from '#server/clusters/select-clusters.ts';
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

const GROWING_SHOWN = 6;

export async function getOverview({ db }: { db: Queryable }): Promise<Overview> {
  const [counts] = await select<Record<CountName, number>>(db, COUNTS);
  const all = await readClusterFacts({ db });
  const onlooker = { now: Date.now(), userId: null };
  const open = all.filter((facts) => inView(facts, 'open', onlooker));
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
    clusterCount: open.length,
    placedCount: all.reduce((sum, { postCount }) => sum + postCount, 0),
    latestPostedAt,
    kinds: countKinds(open),
    growing: await findGrowing(db, open),
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
    (select count(*)::int from authors where same_as_id is null and not is_staff and not is_bot
      and not (name is null and external_id = 'erased:' || id)) as voice_count,
    (select count(*)::int from sources) as source_count,
    (select count(*)::int from reports r where not exists (
      select 1 from pushes p where p.report_id = r.id and p.status = 'created')) as open_report_count,
    (select count(*)::int from pushes where status = 'created') as issue_count`;

function countKinds(open: readonly ClusterFacts[]): Overview['kinds'] {
  const kinds = new Map<Kind, { kind: Kind; clusterCount: number; voiceCount: number }>();
  for (const { kind, voiceCount } of open) {
    const row = kinds.get(kind) ?? { kind, clusterCount: 0, voiceCount: 0 };
    row.clusterCount += 1;
    row.voiceCount += voiceCount;
    kinds.set(kind, row);
  }
  return [...kinds.values()].sort((a, b) => b.voiceCount - a.voiceCount || (a.kind < b.kind ? -1 : 1));
}

async function findGrowing(db: Queryable, open: readonly ClusterFacts[]): Promise<GrowingCluster[]> {
  const growing = open
    .filter(({ trend }) => trend === 'growing')
    .sort((a, b) => growthOf(b) - growthOf(a) || a.id - b.id)
    .slice(0, GROWING_SHOWN);
  const facts = new Map(growing.map((cluster) => [cluster.id, cluster]));
  const found = await findClustersByIds({ db }, { clusterIds: [...facts.keys()] });
  return found.map((cluster) => ({
    ...cluster,
    recentVoiceCount: facts.get(cluster.id)?.recentVoiceCount ?? 0,
    earlierVoiceCount: facts.get(cluster.id)?.earlierVoiceCount ?? 0,
  }));
}

function growthOf({ recentVoiceCount, earlierVoiceCount }: ClusterFacts): number {
  return recentVoiceCount - earlierVoiceCount;
}

async function select<T extends Record<string, unknown>>(db: Queryable, query: SQL): Promise<T[]> {
  const { rows } = await db.execute(query);
  // The caller wrote the columns and names their types beside them.
  return rows as T[];
}
