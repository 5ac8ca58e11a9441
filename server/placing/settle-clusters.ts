import { sql } from 'drizzle-orm';
import { idList } from '#server/clusters/membership.ts';
import { recountInBatches } from '#server/clusters/recount-in-batches.ts';
import { batches } from '#server/clusters/save-finding.ts';
import type { RunContext } from '#server/runs/run.ts';
import { namePlacingStage } from './placing-stages.ts';

const IDS_PER_BATCH = 500;

/**
 * Makes what a copied run says of clusters true again where posts came, left or changed: counts, and posts that show what
 * a cluster is about. A cluster that was left by all its posts, and that nobody decided about, is gone.
 *
 * @param sizes root clusters that are concerned, with about how many posts each has. `leftIds`: posts that are elsewhere now.
 */
export async function settleClusters(
  context: RunContext,
  {
    sizes,
    leftIds,
    curatedIds,
  }: {
    sizes: readonly (readonly [clusterId: number, postCount: number])[];
    leftIds: readonly number[];
    curatedIds: ReadonlySet<number>;
  },
): Promise<void> {
  const runId = context.run.id;
  for (const ids of batches(leftIds, IDS_PER_BATCH)) {
    await context.commit(null, (tx) =>
      tx.execute(sql`
        update run_clusters set exemplar_post_ids = (
          select coalesce(jsonb_agg(x.id order by x.place), '[]')
          from jsonb_array_elements(exemplar_post_ids) with ordinality x(id, place) where x.id::bigint not in (${idList(ids)}))
        where run_id = ${runId}
          and exists (select 1 from jsonb_array_elements(exemplar_post_ids) x(id) where x.id::bigint in (${idList(ids)}))`),
    );
  }
  await recountInBatches(context, { sizes, stage: namePlacingStage('count') });
  const touchedIds = sizes.flatMap(([id]) => (curatedIds.has(id) ? [] : [id]));
  for (const ids of batches(touchedIds, IDS_PER_BATCH)) {
    await context.commit(null, (tx) =>
      tx.execute(sql`
        delete from run_clusters where run_id = ${runId} and post_count = 0 and cluster_id in (${idList(ids)})`),
    );
  }
}
