import { asc, eq, sql } from 'drizzle-orm';
import { apartClusters, clusters, decisions, pins, runClusters, workspace } from '#db/schema.ts';
import { FIELDS, type Field, UNDECIDED, type Value } from '#pipelines/curation/change.ts';
import { type DecidedState, foldDecisions } from '#pipelines/curation/fold-decisions.ts';
import type { Queryable } from '#server/database/database.ts';
import { StoredChange } from '#server/decisions/stored-change.ts';

/** The decided state as the tables have it, in the form of the fold over the log. */
export async function readTables(db: Queryable): Promise<DecidedState> {
  const rows = await db.select().from(clusters).orderBy(asc(clusters.id));
  const pinned = await db.select().from(pins).orderBy(asc(pins.postId));
  const pairs = await db.select().from(apartClusters).orderBy(asc(apartClusters.decisionId));
  const apart = new Map<string, number[]>();
  for (const { lowId, highId, decisionId } of pairs) {
    apart.set(`${lowId}-${highId}`, [...(apart.get(`${lowId}-${highId}`) ?? []), decisionId]);
  }
  const decided = rows.map((row) => {
    const fields: { [F in Field]?: Value } = {};
    for (const field of FIELDS) {
      const value = row[field];
      const plain = value instanceof Date ? value.toISOString() : value;
      if (plain !== UNDECIDED[field]) fields[field] = plain;
    }
    return [row.id, fields] as const;
  });
  return {
    clusters: new Map(decided.filter(([, fields]) => Object.keys(fields).length > 0)),
    pins: new Map(pinned.map(({ postId, clusterId, decisionId }) => [postId, { clusterId, decisionId }])),
    apart,
  };
}

export async function foldLog(db: Queryable): Promise<DecidedState> {
  const rows = await db.select().from(decisions).orderBy(asc(decisions.id));
  return foldDecisions(rows.map((row) => ({ ...row, after: StoredChange.parse(row.after) })));
}

/**
 * All that people see of curation and its numbers, as one text. Left out: versions, which only ever go up, and clusters
 * made by hand whose making was undone.
 */
export async function printState(db: Queryable): Promise<string> {
  const state = await readTables(db);
  const made = await db
    .select({ id: clusters.id, mergedIntoId: clusters.mergedIntoId, decidedBy: clusters.decidedBy })
    .from(clusters)
    .where(sql`${clusters.createdInRunId} is not null or ${clusters.isByHand}`)
    .orderBy(clusters.id);
  const counted = await db
    .select({
      id: runClusters.clusterId,
      postCount: runClusters.postCount,
      voiceCount: runClusters.voiceCount,
      weeks: runClusters.weeks,
    })
    .from(runClusters)
    .innerJoin(workspace, eq(workspace.currentRunId, runClusters.runId))
    .orderBy(runClusters.clusterId);
  const ids = new Set(made.map(({ id }) => id));
  return JSON.stringify(
    {
      clusters: [...state.clusters],
      pins: [...state.pins].sort(([a], [b]) => a - b),
      apart: [...state.apart].sort(([a], [b]) => (a < b ? -1 : 1)),
      made,
      counted: counted.filter(({ id }) => ids.has(id)),
    },
    null,
    1,
  );
}
