import { sql } from 'drizzle-orm';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import type { Queryable } from '#server/database/database.ts';
import { countPosts } from '#server/posts/count-posts.ts';

export const PIPELINE_STEPS = ['posts', 'clusters', 'reports', 'issues', 'shipped', 'told'] as const;
export type PipelineStep = {
  readonly step: (typeof PIPELINE_STEPS)[number];
  readonly count: number;
  /** From the step before to this one: half of them took longer. Null where nothing has come so far. */
  readonly medianDays: number | null;
};

type Row = Record<
  'reports' | 'issues' | 'shipped' | 'told' | 'to_cluster' | 'to_report' | 'to_issue' | 'to_shipped' | 'to_told',
  number | null
>;

/**
 * How far what members say has come, and how long each step takes: a member's first post of a cluster until the cluster is
 * found, until a report is begun, until an issue is made, until it is completed, until a person is told.
 */
export async function getPipeline({ db }: { db: Queryable }): Promise<PipelineStep[]> {
  const runId = await getCurrentRunId({ db });
  const facts = await readClusterFacts({ db });
  const median = (days: ReturnType<typeof sql>) =>
    sql`percentile_cont(0.5) within group (order by greatest(0, extract(epoch from ${days}) / 86400))::float8`;
  const { rows } = await db.execute<Row>(sql`
    with shipped as (
      select distinct on (e.push_id) e.id, e.push_id, e.happened_at, p.created_at
      from issue_events e join pushes p on p.id = e.push_id and p.status = 'created' and p.issue_status = 'completed'
      where e.to_status = 'completed' and e.kind in ('status', 'found')
      order by e.push_id, e.id desc),
    issue as (
      select p.report_id, min(p.created_at) as made_at from pushes p where p.status = 'created' group by p.report_id)
    select
      (select count(*)::int from reports) as reports,
      (select count(*)::int from pushes where status = 'created') as issues,
      (select count(*)::int from shipped) as shipped,
      (select count(distinct l.author_id)::int from loop_entries l join shipped s on s.id = l.event_id) as told,
      (select ${median(sql`c.created_at - rc.first_seen_at`)} from run_clusters rc join clusters c on c.id = rc.cluster_id
        where rc.run_id = ${runId}::bigint and rc.first_seen_at is not null) as to_cluster,
      (select ${median(sql`r.created_at - c.created_at`)} from report_clusters m
        join reports r on r.id = m.report_id join clusters c on c.id = m.cluster_id) as to_report,
      (select ${median(sql`i.made_at - r.created_at`)} from issue i join reports r on r.id = i.report_id) as to_issue,
      (select ${median(sql`s.happened_at - s.created_at`)} from shipped s) as to_shipped,
      (select ${median(sql`l.created_at - s.happened_at`)} from loop_entries l join shipped s on s.id = l.event_id) as to_told`);
  const [row] = rows;
  if (!row) throw new Error('count returned no row');
  const steps: readonly (readonly [PipelineStep['step'], number, number | null])[] = [
    ['posts', await countPosts({ db }), null],
    ['clusters', facts.filter(({ state }) => state === 'open').length, row.to_cluster],
    ['reports', Number(row.reports), row.to_report],
    ['issues', Number(row.issues), row.to_issue],
    ['shipped', Number(row.shipped), row.to_shipped],
    ['told', Number(row.told), row.to_told],
  ];
  return steps.map(([step, count, days]) => ({ step, count, medianDays: days === null ? null : Number(days) }));
}
