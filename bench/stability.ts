import { parseArgs } from 'node:util';
import { comparePartitions } from '#pipelines/evaluation/compare-partitions.ts';
import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import { learnPlacer } from '#pipelines/placing/learn-placer.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import type { WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { matchIdentities } from '#server/clusters/match-identities.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { mean } from './quality.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:stability -- --data FILE [options]

Runs all posts of a JSON Lines file, gzipped or not, the same posts shuffled, and nine tenths of them: how alike the clusters
are, and how many posts keep their cluster when the last tenth comes, in a full run or placed beside the others.

  --seeds N      tenths drawn with seeds 1..N (default 3)
  --share N      share of the posts that come first (default .9)
  --json         the means as one JSON object in the last line
`;

/** What `--json` prints: means over the draws. */
export type StabilityFigures = Stability & {
  readonly n: number;
  readonly k: number;
  /** ARI of the run over shuffled posts against that over all. */
  readonly shuffled: number;
};

/** All 0..1. */
type Stability = {
  /** ARI of the run over a part against that over all, over posts that both placed. */
  readonly ari: number;
  /** The same over all posts of the part, unplaced ones as clusters of one. */
  readonly ariOfAll: number;
  /** Posts of the part that both placed or both left out. */
  readonly coverage: number;
  /** Posts placed before the others came whose cluster has the same id afterwards, of those placed then, too. */
  readonly kept: number;
  /** The same of all that were placed before. */
  readonly keptOfAll: number;
  /** Posts placed before that are left out afterwards. */
  readonly left: number;
  /** Clusters from before that live on. */
  readonly clusters: number;
  /** Later posts that placing puts into the cluster that the full run puts them into, or leaves out like it. */
  readonly placed: number;
};

const MEASURES = {
  ari: 'part: ARI of posts placed in both',
  ariOfAll: 'part: ARI of all its posts',
  coverage: 'part: placed or left out alike',
  kept: 'growth: posts that keep their id, of those placed in both',
  keptOfAll: 'growth: the same, of all placed before',
  left: 'growth: posts left out that were placed before',
  clusters: 'growth: clusters that live on',
  placed: 'growth by placing: later posts as in the full run',
} as const satisfies Record<keyof Stability, string>;
const NAMES = Object.keys(MEASURES) as (keyof Stability)[];

/** `npm run bench:stability`: what other posts change about the clusters of posts. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      seeds: { type: 'string', default: '3' },
      share: { type: 'string', default: '.9' },
      json: { type: 'boolean', default: false },
    },
  });
  const [seedCount, share] = [Number(values.seeds), Number(values.share)];
  if (values.data === undefined || !Number.isSafeInteger(seedCount) || seedCount < 1 || !(share > 0 && share < 1)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const posts = await readLabelled(values.data);
  const wordVectors = readWordVectors();
  const all = run(posts, wordVectors);
  // Unplaced posts count as clusters of one.
  const shuffled = compare(run(shuffle(posts, createRandom(1)), wordVectors).posts, clusterOf(all)).ari;
  const runs = Array.from({ length: seedCount }, (_, i) => measure(posts, all, share, i + 1, wordVectors));
  if (!values.json)
    console.log(`${values.data}: ${posts.length} posts in ${all.clusters.length} clusters, ${seedCount} draws`);
  if (!values.json) console.log(formatRow('shuffled input: ARI', [shuffled]));
  for (const name of values.json ? [] : NAMES) {
    console.log(
      formatRow(
        MEASURES[name],
        runs.map((one) => one[name]),
      ),
    );
  }
  const means = Object.fromEntries(NAMES.map((name) => [name, mean(runs.map((one) => one[name]))])) as Stability;
  const figures: StabilityFigures = { n: posts.length, k: all.clusters.length, shuffled, ...means };
  if (values.json) console.log(JSON.stringify(figures));
  return 0;
}

function measure(
  posts: readonly EnginePost[],
  all: PipelineResult,
  share: number,
  seed: number,
  wordVectors: WordVectors | null,
): Stability {
  const random = createRandom(seed);
  const after = clusterOf(all);
  const isFirst = posts.map(() => random.next() < share);
  const earlier = posts.filter((_, i) => isFirst[i]);
  const part = run(earlier, wordVectors);
  const idOf = keepIdentities(part, all);
  const inBoth = part.posts.filter(({ id, clusterKey }) => clusterKey !== null && after.get(id) !== null);
  const kept = inBoth.filter(({ id, clusterKey }) => idOf(after.get(id)) === clusterKey).length;
  const placedBefore = part.posts.filter(({ clusterKey }) => clusterKey !== null).length;
  const alike = part.posts.filter(({ id, clusterKey }) => (clusterKey === null) === (after.get(id) === null)).length;

  const placeOf = new Map(part.posts.map((post) => [post.id, post]));
  const placer = learnPlacer(
    earlier.map((post) => {
      const { clusterKey = null, score = 0 } = placeOf.get(post.id) ?? {};
      return { post, clusterKey, score };
    }),
    {},
    wordVectors,
  );
  const later = placer.place(posts.filter((_, i) => !isFirst[i]));
  const asRun = later.filter(({ id, clusterKey }) => clusterKey === idOf(after.get(id))).length;
  const livingOn = new Set(all.clusters.map(({ key }) => idOf(key)));
  return {
    ari: compare(inBoth, after).ari,
    ariOfAll: compare(part.posts, after).ari,
    coverage: alike / earlier.length,
    kept: kept / inBoth.length,
    keptOfAll: kept / placedBefore,
    left: 1 - inBoth.length / placedBefore,
    clusters: part.clusters.filter(({ key }) => livingOn.has(key)).length / part.clusters.length,
    placed: asRun / later.length,
  };
}

function formatRow(name: string, all: readonly number[]): string {
  return `  ${name.padEnd(58)}${mean(all).toFixed(3)}  ${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}`;
}

function run(posts: readonly EnginePost[], wordVectors: WordVectors | null): PipelineResult {
  return runPipeline(posts, { tellsKinds: false }, {}, wordVectors);
}

function clusterOf({ posts }: PipelineResult): Map<string, string | null> {
  return new Map(posts.map(({ id, clusterKey }) => [id, clusterKey]));
}

type Placed = { readonly id: string; readonly clusterKey: string | null };

function compare(posts: readonly Placed[], after: ReadonlyMap<string, string | null>) {
  return comparePartitions(
    posts.map(({ id }) => after.get(id) ?? `alone: ${id}`),
    posts.map(({ clusterKey }) => clusterKey),
  );
}

/** Hands ids on as runs of the product do; ids are the keys of the run before, and clusters without one are named after themselves. */
function keepIdentities(before: PipelineResult, after: PipelineResult) {
  const numberOf = new Map(after.posts.map(({ id }, i) => [id, i]));
  const numbers = ({ members }: PipelineResult['clusters'][number]) =>
    members.map(({ postId }) => numberOf.get(postId) ?? -1);
  const known = before.clusters.map((cluster, clusterId) => ({
    ...{ clusterId, isCurated: false },
    knownBy: numbers(cluster),
  }));
  const found = after.clusters.map((cluster) => ({ ...cluster, postIds: numbers(cluster) }));
  const matched = matchIdentities(known, found);
  return (key: string | null | undefined): string | null => {
    if (key === null || key === undefined) return null;
    const clusterId = matched.get(key);
    return clusterId === undefined ? `new ${key}` : (before.clusters[clusterId]?.key ?? null);
  };
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
