import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { PipelineOptions } from '#pipelines/parameters.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import type { PipelineWatch } from '#pipelines/stage.ts';
import type { PostMeanings } from '#pipelines/vectors/post-vectors.ts';
import { collectBetween } from '#server/engine/collect-between.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { startHelp } from '#server/engine/start-help.ts';
import type { ThreadReply } from '#server/threads/ask-thread.ts';
import type { Finding, MessageToThread } from './clustering-message.ts';

/** The engine in a thread of its own: minutes of arithmetic hold up neither heartbeats nor pages. */
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const posts: EnginePost[] = [];
const numbers = new Map<string, number>();
/** Of posts that were ever edited. */
const versions = new Map<number, number>();
const vectors = new Map<string, Float32Array>();

port.on('message', async (message: MessageToThread) => {
  if (message.kind === 'run') {
    send({ kind: 'answer', answer: await findClusters(message) });
    port.close();
    return;
  }
  for (const { postId, version, post } of message.posts) {
    numbers.set(post.id, postId);
    if (version > 1) versions.set(postId, version);
    posts.push(post);
    const vector = message.vectors.get(postId);
    if (vector) vectors.set(post.id, vector);
  }
});

type MessageOfRun = Extract<MessageToThread, { kind: 'run' }>;

function send(message: ThreadReply<Finding>): void {
  port?.postMessage(message);
}

async function findClusters({ options, vectorsBy, office }: MessageOfRun): Promise<Finding> {
  posts.sort((a, b) => compareText(a.id, b.id));
  const startedAt = performance.now();
  const [first] = vectors.values();
  const meanings = vectorsBy === null ? null : { model: vectorsBy, width: first?.length ?? 1, of: vectors };
  const inputSha256 = hashInput(options, meanings);
  const watch: PipelineWatch = {
    now: () => performance.now(),
    onProgress: (stage, doneCount, totalCount) => send({ kind: 'progress', stage, doneCount, totalCount }),
  };
  const help = await startHelp(posts, {
    corrections: options.kindCorrections,
    office: office === null ? undefined : { ...office, postIds: numbers },
  });
  try {
    const collecting = collectBetween(watch, posts.length, help.pool);
    const result = runPipeline(posts, { ...options, ...help }, collecting, readWordVectors(), meanings);
    return toFinding(result, inputSha256, performance.now() - startedAt);
  } finally {
    help.close();
  }
}

function hashInput({ kindCorrections = [] }: PipelineOptions, meanings: PostMeanings | null): string {
  const hash = createHash('sha256');
  for (const { id, text, title, authorId, at, thread, isStaff, isBot, language } of posts) {
    hash.update(JSON.stringify([id, text, title, authorId, at, thread, isStaff, isBot, language])).update('\n');
  }
  // Without corrections the hash is that of the posts alone.
  if (kindCorrections.length > 0) hash.update(JSON.stringify(kindCorrections));
  if (meanings !== null) {
    hash.update(JSON.stringify([meanings.model, meanings.width]));
    for (const { id } of posts) hash.update(meanings.of.get(id) ?? '\n');
  }
  return hash.digest('hex');
}

function toFinding(result: PipelineResult, inputSha256: string, totalMs: number): Finding {
  const numberOf = (id: string): number => {
    const number = numbers.get(id);
    if (number === undefined) throw new Error('the pipeline named a post that it was not given');
    return number;
  };
  const byId = new Map(posts.map((post) => [post.id, post]));
  const hashOf = (id: string): string => {
    const post = byId.get(id);
    if (post === undefined) throw new Error('the pipeline named a post that it was not given');
    return hashVersion({ title: post.title ?? null, text: post.text });
  };
  const timings = Object.entries({ ...result.timings, total: totalMs });
  return {
    clusters: result.clusters.map(({ key, title, kind, terms, members, exemplarIds }) => ({
      key,
      title,
      kind,
      terms,
      postIds: members.map(({ postId }) => numberOf(postId)),
      exemplarPostIds: exemplarIds.map(numberOf),
    })),
    themes: result.themes.map(({ terms, clusterKeys }) => ({ terms, clusterKeys })),
    placements: result.posts.map(({ id, clusterKey, score, kind, kindScore, kindLabels }) => ({
      postId: numberOf(id),
      postVersion: versions.get(numberOf(id)) ?? 1,
      clusterKey,
      score,
      kind,
      kindScore,
      kinds: kindLabels.map((label) => label.kind),
    })),
    uses: result.uses.map((use) => ({ ...use, postId: numberOf(use.postId), contentHash: hashOf(use.postId) })),
    passages: result.posts.flatMap(({ id, also }) =>
      also.map((passage) => ({ ...passage, postId: numberOf(id), contentHash: hashOf(id) })),
    ),
    languagePairs: result.languagePairs,
    manifest: {
      inputSha256,
      seed: result.parameters.seed,
      parameters: result.parameters,
      timings: Object.fromEntries(timings.map(([stage, ms]) => [`${stage}Ms`, Math.round(ms)])),
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      notice: result.notice,
      kinds: TOLD_KINDS.map((kind, k) => ({ kind, ...(result.kindThresholds[k] ?? { rate: 0, threshold: 1 }) })),
    },
  };
}
