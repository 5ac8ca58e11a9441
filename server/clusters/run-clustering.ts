import { eq } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { PipelineOptions } from '#pipelines/parameters.ts';
import { readVersion } from '#server/config/read-version.ts';
import type { Queryable } from '#server/database/database.ts';
import { refreshStatistics } from '#server/database/refresh-statistics.ts';
import { createEmbedder } from '#server/embeddings/create-embedder.ts';
import { embedPosts } from '#server/embeddings/embed-posts.ts';
import { type OpenEndpoint, openEndpoint } from '#server/embeddings/endpoint.ts';
import type { WorkerDeps } from '#server/jobs/start-worker.ts';
import { applyCorrections } from '#server/kinds/apply-corrections.ts';
import { readCorrections } from '#server/kinds/read-corrections.ts';
import { openOfficeForHelp } from '#server/parts/open-office.ts';
import { savePassages } from '#server/passages/save-passages.ts';
import { findGround } from '#server/placing/find-ground.ts';
import { followRun } from '#server/placing/follow-run.ts';
import { runPlacing } from '#server/placing/run-placing.ts';
import type { Run, RunContext } from '#server/runs/run.ts';
import { ClusteringInput, nameMode } from './clustering-input.ts';
import type { Finding, Placement } from './clustering-message.ts';
import { compareRuns } from './compare-runs.ts';
import { countOutcome } from './count-outcome.ts';
import { deleteUnpublished, pruneOldPlacements } from './delete-placements.ts';
import { readEnginePosts } from './engine-posts.ts';
import { findInThread, type PageOfPosts } from './find-in-thread.ts';
import {
  type ClusterMemory,
  listKnownClusters,
  readPins,
  readPlacements,
  rememberClusters,
  toRoots,
} from './known-clusters.ts';
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
 * Brings posts into clusters: finds clusters in all posts, or where that is asked for and will do, places the new ones.
 * Nothing of it can be seen until it is done, and an attempt that ends early leaves only rows that the next one deletes.
 * Where the clusters no longer fit what comes in, a full run follows.
 */
export async function runClustering(deps: Deps, context: RunContext): Promise<Record<string, unknown>> {
  const { db } = deps;
  const { checkpoint } = context.run;
  const result = checkpoint.phase === 'published' ? readResult(checkpoint) : await work(deps, context);
  await pruneOldPlacements(context, { db });
  followRun(context);
  return result;
}

async function work(deps: Deps, context: RunContext): Promise<Record<string, unknown>> {
  const { db } = deps;
  const { mode = 'full', thenPlace: _, ...options } = ClusteringInput.parse(context.run.input);
  await deleteUnpublished(context, { db });
  const ground = mode === 'placing' ? await findGround({ db }, { options }) : null;
  if (ground) return runPlacing({ db }, context, ground);
  if (mode === 'placing') await context.commit(null, (tx) => becomeFull(tx, { runId: context.run.id, options }));
  return findAllClusters(deps, context, options);
}

/** The row says what the run does. */
async function becomeFull(
  tx: Queryable,
  { runId, options }: { runId: number; options: ClusteringInput },
): Promise<void> {
  await tx
    .update(runs)
    .set({ title: nameMode('full'), input: options })
    .where(eq(runs.id, runId));
}

function readResult({ result }: Run['checkpoint']): Record<string, unknown> {
  return result as Record<string, unknown>;
}

/**
 * Finds clusters in all posts and shows them to everybody at once. People's decisions are never touched: they are laid
 * over what the engine finds, which may add to what people decided about and takes nothing away.
 */
async function findAllClusters(
  deps: Deps,
  context: RunContext,
  options: PipelineOptions,
): Promise<Record<string, unknown>> {
  const { db } = deps;
  const runId = context.run.id;
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['posts', 'authors'] }));
  const finding = await find(deps, context, options);
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
  const result = {
    ...{ mode: 'full', ...finding.manifest, version: readVersion() },
    ...{ ...countOutcome(after), postCount: finding.placements.length },
    diff: compareRuns(memory.runId, toRoots(before, memory), toRoots(after, memory)),
  };
  await publishFinding(context, { memory, result });
  context.report({ doneCount: finding.placements.length, totalCount: finding.placements.length });
  return result;
}

async function find(deps: Deps, context: RunContext, options: PipelineOptions): Promise<Finding> {
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
    options: { ...options, kindCorrections },
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
