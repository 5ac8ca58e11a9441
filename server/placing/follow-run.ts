import { eq, sql } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import { ClusteringInput, type ClusteringMode, nameMode } from '#server/clusters/clustering-input.ts';
import type { Queryable } from '#server/database/database.ts';
import { createRun } from '#server/runs/create-run.ts';
import { getRun } from '#server/runs/get-run.ts';
import type { RunContext } from '#server/runs/run.ts';
import { chooseMode } from './choose-mode.ts';
import { countWaiting } from './count-waiting.ts';

/**
 * Queues what has to follow a clustering run in the moment in which it ends, and not before: one waits or works at a
 * time. Both happen or neither, so that a worker that dies in between queues nothing twice.
 */
export function followRun(context: RunContext): void {
  const runId = context.run.id;
  context.whenEnded(async ({ tx, jobs }, result) => {
    const { input } = await getRun({ db: tx }, { runId });
    const { mode: _, thenPlace = false, ...options } = ClusteringInput.parse(input);
    const isDrifted = (result.drift ?? null) !== null;
    const mode = isDrifted ? 'full' : thenPlace ? await chooseNext(tx, { runId, options }) : null;
    if (mode === null) return;
    const next = await createRun(
      { tx, jobs },
      {
        kind: 'cluster',
        title: nameMode(mode),
        input: { ...options, mode },
        createdById: null,
        totalCount: Number(result.postCount),
      },
    );
    if (!isDrifted) return;
    await tx
      .update(runs)
      .set({ result: { ...result, fullRunId: next.id } })
      .where(eq(runs.id, runId));
  });
}

/** Null: the run has read what came in while it worked. */
async function chooseNext(
  tx: Queryable,
  { runId, options }: { runId: number; options: ClusteringInput },
): Promise<ClusteringMode | null> {
  const waitingCount = await countWaiting({ db: tx }, { runId });
  return waitingCount === 0 ? null : chooseMode({ db: tx }, { options });
}

/**
 * Has an open clustering run followed by one for posts that came in meanwhile; one that still waits will read them itself.
 * @returns false when the run is over.
 */
export async function joinRun({ db }: { db: Queryable }, { runId }: { runId: number }): Promise<boolean> {
  const { rows } = await db.execute(sql`
    update runs set input = case when status = 'running' then input || '{"thenPlace": true}' else input end
    where id = ${runId} and status in ('queued', 'running') returning id`);
  return rows.length > 0;
}
