import { sql } from 'drizzle-orm';
import { pickLearned } from '#pipelines/placing/pick-learned.ts';
import type { Placement } from '#server/clusters/clustering-message.ts';
import { compareRuns } from '#server/clusters/compare-runs.ts';
import { countOutcome } from '#server/clusters/count-outcome.ts';
import {
  type ClusterMemory,
  readPins,
  readPlacements,
  rememberClusters,
  toRoots,
} from '#server/clusters/known-clusters.ts';
import { publishFinding } from '#server/clusters/publish-finding.ts';
import { batches, carryOver, savePlacements, saveUses } from '#server/clusters/save-finding.ts';
import type { Database } from '#server/database/database.ts';
import { refreshStatistics } from '#server/database/refresh-statistics.ts';
import { applyCorrections } from '#server/kinds/apply-corrections.ts';
import type { RunContext } from '#server/runs/run.ts';
import { copyClusters, copyPosts } from './copy-run.ts';
import { findDrift } from './find-drift.ts';
import type { Ground } from './find-ground.ts';
import { placeInThread } from './place-in-thread.ts';
import type { PlacingFinding } from './placing-message.ts';
import { namePlacingStage } from './placing-stages.ts';
import { type CommunityStanding, readStanding } from './read-standing.ts';
import { settleClusters } from './settle-clusters.ts';

/** Posts that the placer learns from: enough of thousands of clusters, and read and learned in seconds. */
const MOST_LEARNED = 24_000;

/**
 * Places the posts that the current run does not know, or not as they read now, into the clusters that there are, and
 * shows the result to everybody as a run of its own: what the current run says, with these posts added. No cluster is
 * found, none changes its title, and no other post moves. People's decisions hold as after a full run.
 */
export async function runPlacing(
  { db }: { db: Database },
  context: RunContext,
  ground: Ground,
): Promise<Record<string, unknown>> {
  const runId = context.run.id;
  const report = (stage: string, doneCount: number, totalCount: number) =>
    context.report({ stage: namePlacingStage(stage), doneCount, totalCount });
  report('read', 0, ground.postCount);
  const memory = await context.commit(null, rememberClusters);
  const standing = await readStanding({ db }, ground);
  const pins = await readPins({ db });
  const learned = chooseLearned(standing, pins, memory);
  const laterIds = standing.later.map(({ postId }) => postId);
  const readCount = learned.size + laterIds.length;
  const finding = await placeInThread(
    { db },
    {
      ...{ ground, learned, laterIds, signal: context.signal, onProgress: report },
      onRead: (doneCount) => report('read', doneCount, readCount),
    },
  );
  const placements = settle(finding.placements, standing, memory);
  await save(context, { ground, memory, standing, finding, placements });

  const before = toRoots(new Map([...standing.before, ...pins]), memory);
  const after = toRoots(await readPlacements({ db }, { runId }), memory);
  const concerned = findConcerned({ ...standing, before }, placements, after, memory);
  await settleClusters(context, { ...concerned, curatedIds: memory.curatedIds });
  const placed = placements.flatMap(({ postId }) => after.get(postId) ?? []);
  const sinceFull = {
    postCount: ground.sinceFull.postCount + placements.length,
    unplacedCount: ground.sinceFull.unplacedCount + placements.length - placed.length,
  };
  const editedCount = standing.later.filter(({ was }) => was !== null).length;
  const { fullRun, carried } = ground;
  const result = {
    ...{ mode: 'placing', ...carried, timings: finding.timings, peakRssMb: finding.peakRssMb },
    ...countOutcome(after),
    ...{ fullRun, sinceFull, drift: findDrift({ fullRun, sinceFull }) },
    placing: {
      newPostCount: placements.length - editedCount,
      editedPostCount: editedCount,
      placedPostCount: placed.length,
      clusterCount: new Set(placed).size,
    },
    diff: compareRuns(memory.runId, before, after),
  };
  await publishFinding(context, { memory, result, suggestionsOf: ground.runId });
  context.report({ doneCount: placements.length, totalCount: placements.length });
  return result;
}

/** Posts to learn from, by their root clusters as people have changed them. */
function chooseLearned(
  { known }: CommunityStanding,
  pins: ReadonlyMap<number, number | null>,
  { rootOf }: ClusterMemory,
): Map<number, { clusterId: number | null; score: number }> {
  const places = known.map(({ postId, clusterId, score }) => {
    const pin = pins.get(postId);
    const own = pin === undefined ? clusterId : pin;
    return { postId, clusterId: own === null ? null : (rootOf.get(own) ?? own), score: pin === undefined ? score : 1 };
  });
  const picked = pickLearned(
    {
      clusters: Int32Array.from(places, ({ clusterId }) => clusterId ?? -1),
      scores: Float32Array.from(places, ({ score }) => score),
    },
    MOST_LEARNED,
  );
  return new Map(
    picked.flatMap((i) => {
      const place = places[i];
      if (!place) return [];
      const { postId, ...rest } = place;
      return [[postId, rest] as const];
    }),
  );
}

/**
 * An edited post stays in a cluster that people hold together, as it does in a full run, and in any other where its new
 * words fit nowhere else: most edits are a word put right.
 */
function settle(
  placements: readonly Placement[],
  { later }: CommunityStanding,
  { heldIds }: ClusterMemory,
): Placement[] {
  const places = new Map(later.map(({ postId, was }) => [postId, was]));
  return placements.map((placement) => {
    const was = places.get(placement.postId) ?? null;
    if (was === null || was.clusterId === null) return placement;
    const stays = heldIds.has(was.clusterId) || placement.clusterKey === null;
    return stays ? { ...placement, clusterKey: String(was.clusterId), score: was.score } : placement;
  });
}

async function save(
  context: RunContext,
  {
    ground,
    memory,
    standing,
    finding,
    placements,
  }: {
    ground: Ground;
    memory: ClusterMemory;
    standing: CommunityStanding;
    finding: PlacingFinding;
    placements: readonly Placement[];
  },
): Promise<void> {
  const runId = context.run.id;
  const fromRunId = ground.runId;
  const postIds = [...standing.before.keys()];
  const report = (doneCount: number) =>
    context.report({ stage: namePlacingStage('save'), doneCount, totalCount: postIds.length });
  report(0);
  const clusterIds = await context.commit(null, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(
      sql`select cluster_id as id from run_clusters where run_id = ${fromRunId} order by cluster_id`,
    );
    return rows.map(({ id }) => Number(id));
  });
  await copyClusters(context, { fromRunId, clusterIds });
  const copiedIds = new Set(clusterIds);
  for (const missing of batches(
    [...memory.curatedIds].filter((id) => !copiedIds.has(id)).sort((a, b) => a - b),
    200,
  )) {
    await context.commit(null, (tx) => carryOver(tx, { runId, clusterIds: missing }));
  }
  await savePlacements(context, {
    placements,
    clusterOf: ({ clusterKey }) => (clusterKey === null ? null : Number(clusterKey)),
  });
  await saveUses(context, { uses: finding.uses });
  await copyPosts(context, { fromRunId, postIds, onCopied: report });
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['run_posts'] }));
  // Kinds that people put right while the run worked.
  await context.commit(null, (tx) => applyCorrections(tx, { runId }));
}

/** Posts whose place is another than before, or that are gone, and the clusters whose lists they or their authors change. */
function findConcerned(
  { before, changedIds }: Pick<CommunityStanding, 'before' | 'changedIds'>,
  placements: readonly Placement[],
  after: ReadonlyMap<number, number | null>,
  { rootOf }: ClusterMemory,
) {
  const concerned = new Set([...changedIds].map((id) => rootOf.get(id) ?? id));
  const leftIds: number[] = [];
  for (const { postId } of placements) {
    const was = before.get(postId) ?? null;
    const is = after.get(postId) ?? null;
    if (was !== null) concerned.add(was);
    if (is !== null) concerned.add(is);
    if (was !== null && was !== is) leftIds.push(postId);
  }
  const sizes = new Map([...concerned].sort((a, b) => a - b).map((id) => [id, 0]));
  for (const clusterId of after.values()) {
    const size = clusterId === null ? undefined : sizes.get(clusterId);
    if (clusterId !== null && size !== undefined) sizes.set(clusterId, size + 1);
  }
  return { sizes: [...sizes], leftIds };
}
