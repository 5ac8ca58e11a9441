import { sql } from 'drizzle-orm';
import type { ClusterTerm } from '#db/schema.ts';
import { placeBeside } from '#pipelines/map/place-beside.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { type ClusterFacts, readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import type { Queryable } from '#server/database/database.ts';

/** A cluster on the map. Units are the map's own; see `layoutClusters`. */
export type MappedCluster = { readonly facts: ClusterFacts; readonly x: number; readonly y: number };

/** Where the current run put the clusters; one that a person made since lies beside those that share its terms. */
export async function getMap({ db }: { db: Queryable }): Promise<MappedCluster[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const all = await readClusterFacts({ db });
  const { rows } = await db.execute<{ id: number; x: number | null; y: number | null; terms: ClusterTerm[] }>(sql`
    select cluster_id::float8 as id, map_x as x, map_y as y, terms from run_clusters where run_id = ${runId}`);
  const places = new Map(rows.map((row) => [row.id, row]));
  const placed = rows.flatMap(({ x, y, terms }) => (x === null || y === null ? [] : [{ x, y, terms }]));
  return all.map((facts) => {
    const row = places.get(facts.id);
    if (row && row.x !== null && row.y !== null) return { facts, x: row.x, y: row.y };
    return { facts, ...placeBeside(placed, { terms: row?.terms ?? [], seed: facts.id }) };
  });
}
