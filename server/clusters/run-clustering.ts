import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';
import { refreshStatistics } from '#server/database/refresh-statistics.ts';
import type { WorkerDeps } from '#server/jobs/start-worker.ts';
import { applyCorrections } from '#server/kinds/apply-corrections.ts';
import { readCorrections } from '#server/kinds/read-corrections.ts';
import type { RunContext } from '#server/runs/run.ts';
import { ClusteringInput } from './clustering-input.ts';
import type { Finding } from './clustering-message.ts';
import { compareRuns, type RunDiff } from './compare-runs.ts';
import { deleteUnpublished, pruneOldPlacements } from './delete-placements.ts';
import { readEnginePosts } from './engine-posts.ts';
import { findInThread } from './find-in-thread.ts';
import { type ClusterMemory, listKnownClusters, readPlacements, rememberClusters } from './known-clusters.ts';
import { matchIdentities } from './match-identities.ts';
import { publishFinding } from './publish-finding.ts';
import { recountInBatches } from './recount-in-batches.ts';
import {
  batches,
  carryOver,
  createIdentities,
  identityOf,
  saveFoundClusters,
  savePlacements,
  saveUses,
} from './save-finding.ts';
import { nameStage } from './stage-names.ts';

type Deps = Pick<WorkerDeps, 'db'>;

/**
 * Finds clusters in all posts and shows them to everybody at once. Until then nothing of it can be seen, and an attempt
 * that ends early leaves only rows that the next one deletes. People's decisions are never touched: pins and names are
 * laid over what the engine finds.
 */
export async function runClustering({ db }: Deps, context: RunContext): Promise<Record<string, unknown>> {
  const { checkpoint, id: runId } = context.run;
  if (checkpoint.phase === 'published') {
    await pruneOldPlacements(context, { db });
    return checkpoint.result as Record<string, unknown>;
  }

  await deleteUnpublished(context, { db });
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['posts', 'authors'] }));
  const finding = await find({ db }, context);
  const memory = await context.commit(null, rememberClusters);
  const before = await readPlacements({ db }, { runId: memory.runId });
  const identities = await identify({ db }, context, { finding, memory, before });
  await save(context, { finding, memory, identities });
  // Kinds that people put right while the run worked.
  await context.commit(null, (tx) => applyCorrections(tx, { runId }));
  const after = await readPlacements({ db }, { runId });
  const diff = compareRuns(memory.runId, toRoots(before, memory), toRoots(after, memory));
  const result = await describe(finding, after, diff);
  await publishFinding(context, { memory, result });
  await pruneOldPlacements(context, { db });
  context.report({ doneCount: finding.placements.length, totalCount: finding.placements.length });
  return result;
}

async function find({ db }: Deps, context: RunContext): Promise<Finding> {
  const totalCount = context.run.totalCount;
  context.report({ stage: nameStage('read'), doneCount: 0, totalCount });
  return findInThread(readEnginePosts({ db }), {
    options: { ...ClusteringInput.parse(context.run.input), kindCorrections: await readCorrections({ db }) },
    signal: context.signal,
    onRead: (doneCount) => context.report({ doneCount, totalCount: Math.max(doneCount, totalCount ?? 0) }),
    onProgress: (stage, doneCount, stageCount) =>
      context.report({ stage: nameStage(stage), doneCount, totalCount: stageCount }),
  });
}

/** @returns a cluster id for the key of every found cluster. */
async function identify(
  { db }: Deps,
  context: RunContext,
  { finding, memory, before }: { finding: Finding; memory: ClusterMemory; before: ReadonlyMap<number, number | null> },
): Promise<Map<string, number>> {
  const known = await listKnownClusters({ db }, { memory, placements: before });
  const matched = matchIdentities(known, finding.clusters);
  const newKeys = finding.clusters.map(({ key }) => key).filter((key) => !matched.has(key));
  const created = await createIdentities(context, { keys: newKeys });
  return new Map([...matched, ...created]);
}

async function save(
  context: RunContext,
  { finding, memory, identities }: { finding: Finding; memory: ClusterMemory; identities: ReadonlyMap<string, number> },
): Promise<void> {
  const runId = context.run.id;
  context.report({ stage: nameStage('save'), doneCount: 0, totalCount: finding.placements.length });
  await saveFoundClusters(context, { found: finding.clusters, identities });
  await savePlacements(context, { placements: finding.placements, identities });
  await saveUses(context, { uses: finding.uses });
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['run_posts'] }));

  const foundIds = new Set(identities.values());
  const unfoundIds = [...memory.curatedIds].filter((id) => !foundIds.has(id)).sort((a, b) => a - b);
  for (const clusterIds of batches(unfoundIds, 200)) {
    await context.commit(null, (tx) => carryOver(tx, { runId, clusterIds }));
  }
  await recountInBatches(context, {
    sizes: [
      ...finding.clusters.map(({ key, postIds }) => [identityOf(identities, key), postIds.length] as const),
      ...unfoundIds.map((id) => [id, 0] as const),
    ],
  });
}

function toRoots(
  placements: ReadonlyMap<number, number | null>,
  { rootOf }: ClusterMemory,
): Map<number, number | null> {
  return new Map(
    [...placements].map(([postId, clusterId]) => [postId, clusterId && (rootOf.get(clusterId) ?? clusterId)]),
  );
}

async function describe(
  { manifest, placements }: Finding,
  after: ReadonlyMap<number, number | null>,
  diff: RunDiff,
): Promise<Record<string, unknown>> {
  const clusterIds = [...after.values()].filter((clusterId) => clusterId !== null);
  const { version } = JSON.parse(await readFile(path.join(projectRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    ...manifest,
    version,
    postCount: placements.length,
    clusterCount: new Set(clusterIds).size,
    placedCount: clusterIds.length,
    diff,
  };
}
