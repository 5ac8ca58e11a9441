import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';
import { refreshStatistics } from '#server/database/refresh-statistics.ts';
import { createEmbedder } from '#server/embeddings/create-embedder.ts';
import { embedPosts } from '#server/embeddings/embed-posts.ts';
import { type OpenEndpoint, openEndpoint } from '#server/embeddings/endpoint.ts';
import type { WorkerDeps } from '#server/jobs/start-worker.ts';
import { applyCorrections } from '#server/kinds/apply-corrections.ts';
import { readCorrections } from '#server/kinds/read-corrections.ts';
import { openOfficeForHelp } from '#server/parts/open-office.ts';
import { savePassages } from '#server/passages/save-passages.ts';
import type { RunContext } from '#server/runs/run.ts';
import { ClusteringInput } from './clustering-input.ts';
import type { Finding, Placement } from './clustering-message.ts';
import { compareRuns, type RunDiff } from './compare-runs.ts';
import { deleteUnpublished, pruneOldPlacements } from './delete-placements.ts';
import { readEnginePosts } from './engine-posts.ts';
import { findInThread, type PageOfPosts } from './find-in-thread.ts';
import { type ClusterMemory, listKnownClusters, readPins, readPlacements, rememberClusters } from './known-clusters.ts';
import { type DecidedFinding, overlayDecisions } from './overlay-decisions.ts';
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
import { saveSuggestions } from './save-suggestions.ts';
import { saveThemes } from './save-themes.ts';
import { nameStage } from './stage-names.ts';

type Deps = Pick<WorkerDeps, 'db'> & Partial<Pick<WorkerDeps, 'config' | 'keyring' | 'log' | 'help'>>;

/**
 * Finds clusters in all posts and shows them to everybody at once. Until then nothing of it can be seen, and an attempt
 * that ends early leaves only rows that the next one deletes. People's decisions are never touched: they are laid over
 * what the engine finds, which may add to what people decided about and takes nothing away.
 */
export async function runClustering(deps: Deps, context: RunContext): Promise<Record<string, unknown>> {
  const { db } = deps;
  const { checkpoint, id: runId } = context.run;
  if (checkpoint.phase === 'published') {
    await pruneOldPlacements(context, { db });
    return checkpoint.result as Record<string, unknown>;
  }

  await deleteUnpublished(context, { db });
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['posts', 'authors'] }));
  const finding = await find(deps, context);
  const memory = await context.commit(null, rememberClusters);
  const before = await readPlacements({ db }, { runId: memory.runId });
  const known = await listKnownClusters({ db }, { memory, placements: before });
  const pins = await readPins({ db });
  const decided = await overlayDecisions({ db }, { known, pins, ...finding });
  const identities = await identify(context, decided);
  await save(context, { finding, memory, decided, identities });
  // Kinds that people put right while the run worked.
  await context.commit(null, (tx) => applyCorrections(tx, { runId }));
  await saveSuggestions(context, { finding, decided, known, pins, identities });
  const after = await readPlacements({ db }, { runId });
  const diff = compareRuns(memory.runId, toRoots(before, memory), toRoots(after, memory));
  const result = await describe(finding, after, diff);
  await publishFinding(context, { memory, result });
  await pruneOldPlacements(context, { db });
  context.report({ doneCount: finding.placements.length, totalCount: finding.placements.length });
  return result;
}

async function find(deps: Deps, context: RunContext): Promise<Finding> {
  const { db } = deps;
  const totalCount = context.run.totalCount;
  const endpoint = deps.keyring ? await openEndpoint({ db, keyring: deps.keyring }) : null;
  const stage = endpoint ? `Asking ${new URL(endpoint.url).host} for vectors` : nameStage('read');
  context.report({ stage, doneCount: 0, totalCount });
  const kindCorrections = await readCorrections({ db });
  const office = openOfficeForHelp(deps, context);
  const finding = findInThread(readPages(deps, context, endpoint), {
    vectorsBy: endpoint?.model ?? null,
    office,
    options: { ...ClusteringInput.parse(context.run.input), kindCorrections },
    signal: context.signal,
    onRead: (doneCount) => context.report({ doneCount, totalCount: Math.max(doneCount, totalCount ?? 0) }),
    onProgress: (stage, doneCount, stageCount) =>
      context.report({ stage: nameStage(stage), doneCount, totalCount: stageCount }),
  });
  return finding.finally(() => office?.close());
}

/** Posts as the engine reads them, where an endpoint is configured with the vectors that it makes of them. */
async function* readPages(
  { db, config }: Deps,
  context: RunContext,
  endpoint: OpenEndpoint | null,
): AsyncGenerator<PageOfPosts> {
  if (!endpoint) {
    for await (const posts of readEnginePosts({ db })) yield { posts, vectors: new Map() };
    return;
  }
  const embedder = createEmbedder(endpoint, { allowedHosts: config?.allowedHosts ?? [] });
  let width: number | null = null;
  try {
    for await (const posts of readEnginePosts({ db })) {
      const vectors = await embedPosts({ db, embedder }, context, { posts, model: endpoint.model, width });
      width ??= [...vectors.values()][0]?.length ?? null;
      yield { posts, vectors };
    }
  } finally {
    await embedder.close();
  }
}

/** @returns a cluster id for the key of every found cluster that posts can go to. */
async function identify(context: RunContext, { fates, kept }: DecidedFinding): Promise<Map<string, number>> {
  const known = [...fates].flatMap(([key, fate]) => (fate.kind === 'new' ? [] : [[key, fate.clusterId] as const]));
  const newKeys = kept.map(({ key }) => key).filter((key) => fates.get(key)?.kind === 'new');
  const created = await createIdentities(context, { keys: newKeys });
  return new Map([...known, ...created]);
}

async function save(
  context: RunContext,
  {
    finding,
    memory,
    decided,
    identities,
  }: {
    finding: Finding;
    memory: ClusterMemory;
    decided: DecidedFinding;
    identities: ReadonlyMap<string, number>;
  },
): Promise<void> {
  const runId = context.run.id;
  const clusterOf = ({ postId, clusterKey }: Placement) =>
    decided.sent.get(postId) ?? (clusterKey === null ? null : (identities.get(clusterKey) ?? null));
  context.report({ stage: nameStage('save'), doneCount: 0, totalCount: finding.placements.length });
  await saveFoundClusters(context, { found: decided.kept, identities });
  await savePlacements(context, { placements: finding.placements, clusterOf });
  await saveThemes(context, { themes: finding.themes, kept: decided.kept, memory, identities });
  await saveUses(context, { uses: finding.uses });
  await savePassages(context, { passages: finding.passages, identities });
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['run_posts'] }));

  const foundIds = new Set(decided.kept.map(({ key }) => identityOf(identities, key)));
  const unfoundIds = [...memory.curatedIds].filter((id) => !foundIds.has(id)).sort((a, b) => a - b);
  for (const clusterIds of batches(unfoundIds, 200)) {
    await context.commit(null, (tx) => carryOver(tx, { runId, clusterIds }));
  }
  const sizes = new Map([...foundIds, ...unfoundIds].map((id) => [id, 0]));
  for (const placement of finding.placements) {
    const clusterId = clusterOf(placement);
    if (clusterId !== null) sizes.set(clusterId, (sizes.get(clusterId) ?? 0) + 1);
  }
  await recountInBatches(context, { sizes: [...sizes] });
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
