import { and, desc, eq, sql } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { RunContext } from '#server/runs/run.ts';
import { idList } from './membership.ts';

/** Placements of this many published runs are kept: the current one's, and the one's that its diff speaks of. */
const KEPT_RUN_COUNT = 2;
const ROWS_PER_BATCH = 2000;

/** Takes away what runs that were never published left behind: this run's own earlier attempts, failed and cancelled ones. */
export async function deleteUnpublished(context: RunContext, { db }: { db: Queryable }): Promise<void> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.kind, 'cluster'), sql`${runs.checkpoint}->>'phase' is distinct from 'published'`));
  const runIds = rows.map(({ id }) => id);
  await deleteInBatches(context, 'run_posts', runIds);
  await deleteInBatches(context, 'run_uses', runIds);
  await deleteInBatches(context, 'run_passages', runIds);
  await deleteInBatches(context, 'run_clusters', runIds);
  await deleteInBatches(context, 'run_themes', runIds);
}

/** Takes away the placements of long-past runs; their titles, terms and counts stay for diffs and history. */
export async function pruneOldPlacements(context: RunContext, { db }: { db: Queryable }): Promise<void> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.kind, 'cluster'), sql`${runs.checkpoint}->>'phase' = 'published'`))
    .orderBy(desc(runs.id))
    .offset(KEPT_RUN_COUNT);
  const runIds = rows.map(({ id }) => id);
  await deleteInBatches(context, 'run_posts', runIds);
  await deleteInBatches(context, 'run_passages', runIds);
}

async function deleteInBatches(
  context: RunContext,
  table: 'run_posts' | 'run_clusters' | 'run_themes' | 'run_uses' | 'run_passages',
  runIds: readonly number[],
): Promise<void> {
  const name = sql.identifier(table);
  for (const runId of runIds) {
    for (let deletedCount = ROWS_PER_BATCH; deletedCount === ROWS_PER_BATCH; ) {
      const result = await context.commit(null, (tx) =>
        tx.execute(sql`
          delete from ${name} where ctid in (
            select ctid from ${name} where run_id in (${idList([runId])}) limit ${ROWS_PER_BATCH})`),
      );
      deletedCount = result.rowCount ?? 0;
    }
  }
}
