import { eq, sql } from 'drizzle-orm';
import { clusters, suggestions, workspace } from '#db/schema.ts';
import type { RunContext } from '#server/runs/run.ts';
import type { ClusterMemory } from './known-clusters.ts';
import { recountClusters } from './recount-clusters.ts';
import { carryOver } from './save-finding.ts';

/**
 * Shows a run to everybody, in one short transaction. Decisions that people made while it worked are already in
 * `clusters` and `pins`; here the clusters they touched are counted again, and those the run did not find get a place.
 */
export async function publishFinding(
  context: RunContext,
  {
    memory,
    result,
    suggestionsOf = null,
  }: {
    memory: ClusterMemory;
    result: Record<string, unknown>;
    /** A run whose suggestions, answered and open, are this one's from now on: it makes none itself. */
    suggestionsOf?: number | null;
  },
): Promise<void> {
  const runId = context.run.id;
  await context.commit({ phase: 'published', result }, async (tx) => {
    // No decision can begin or be under way while this is held; see `holdCurrentRun`.
    await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, 1)).for('update');
    const rows = await tx.select({ id: clusters.id, version: clusters.version }).from(clusters);
    const changedIds = rows.filter(({ id, version }) => (memory.versions.get(id) ?? 1) !== version).map(({ id }) => id);
    await carryOver(tx, { runId, clusterIds: changedIds });
    await recountClusters(tx, { runId, clusterIds: changedIds });
    if (suggestionsOf !== null) {
      await tx.update(suggestions).set({ runId }).where(eq(suggestions.runId, suggestionsOf));
    }
    await tx.update(workspace).set({ currentRunId: runId, updatedAt: sql`now()` }).where(eq(workspace.id, 1));
  });
}
