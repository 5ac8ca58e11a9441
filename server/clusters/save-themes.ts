import { sql } from 'drizzle-orm';
import { runThemes } from '#db/schema.ts';
import type { RunContext } from '#server/runs/run.ts';
import type { FoundCluster, FoundTheme } from './clustering-message.ts';
import type { ClusterMemory } from './known-clusters.ts';
import { batches, identityOf } from './save-finding.ts';

const THEMES_PER_BATCH = 50;

/**
 * Keeps the headings over a run's clusters. Each goes by its largest cluster; one that people's decisions leave with a
 * single cluster is none: a merged one stands where the cluster stands that it was merged into.
 */
export async function saveThemes(
  context: RunContext,
  {
    themes,
    kept,
    memory,
    identities,
  }: {
    themes: readonly FoundTheme[];
    /** Found clusters that stand for a cluster of their own. */
    kept: readonly FoundCluster[];
    memory: Pick<ClusterMemory, 'rootOf'>;
    identities: ReadonlyMap<string, number>;
  },
): Promise<void> {
  const runId = context.run.id;
  const sizes = new Map(kept.map(({ key, postIds }) => [key, postIds.length]));
  const rows = themes.flatMap(({ terms, clusterKeys }) => {
    const clusters = clusterKeys
      .flatMap((key) => {
        const size = sizes.get(key);
        if (size === undefined) return [];
        const id = identityOf(identities, key);
        return memory.rootOf.get(id) === undefined || memory.rootOf.get(id) === id ? [{ id, size }] : [];
      })
      .sort((a, b) => b.size - a.size || a.id - b.id);
    const [largest] = clusters;
    if (!largest || clusters.length < 2) return [];
    return { themeId: largest.id, terms: [...terms], clusterIds: clusters.map(({ id }) => id) };
  });
  for (const batch of batches(rows, THEMES_PER_BATCH)) {
    const pairs = batch.flatMap(({ themeId, clusterIds }) => clusterIds.map((clusterId) => ({ themeId, clusterId })));
    await context.commit(null, async (tx) => {
      await tx.insert(runThemes).values(batch.map(({ themeId, terms }) => ({ runId, themeId, terms })));
      await tx.execute(sql`
        update run_clusters rc set theme_id = u.theme_id
        from unnest(
          ${sql.param(pairs.map(({ clusterId }) => clusterId))}::bigint[],
          ${sql.param(pairs.map(({ themeId }) => themeId))}::bigint[]
        ) as u (cluster_id, theme_id)
        where rc.run_id = ${runId} and rc.cluster_id = u.cluster_id`);
    });
  }
}
