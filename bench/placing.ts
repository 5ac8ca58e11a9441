import { parseArgs } from 'node:util';
import { createRandom } from '#pipelines/numerics/random.ts';
import { learnPlacer } from '#pipelines/placing/learn-placer.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:placing -- --data FILE [options]

Clusters all posts of a JSON Lines file, gzipped or not, learns from a part of what came of it, places the rest as
posts that come later, and holds that against the run.

  --later N      share of the posts that come later, 0 to 1 (default .1)
  --learned N    at most so many posts are learned from (default 24000)
  --seed N       which posts come later (default 1)
  --json         one JSON object instead
`;

/** What `--json` prints. */
export type PlacingFigures = {
  readonly n: number;
  readonly clusters: number;
  readonly learned: number;
  readonly later: number;
  readonly runMs: number;
  readonly learnMs: number;
  /** Milliseconds a post when all are placed together. */
  readonly placeMs: number;
  /** Of a post that is placed alone. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Shares of the later posts, 0..1. */
  readonly same: number;
  readonly other: number;
  readonly lost: number;
  readonly added: number;
  /** Mean fit of the posts that both put into the same cluster, here and in the run. */
  readonly fit: number;
  readonly runFit: number;
};

/** `npm run bench:placing`: how like a full run new posts are placed, and how long it takes. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      later: { type: 'string', default: '.1' },
      learned: { type: 'string', default: '24000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const posts = await readLabelled(values.data);
  const wordVectors = readWordVectors();
  const startOfRun = performance.now();
  const run = runPipeline(posts, { tellsKinds: false }, {}, wordVectors);
  const runMs = performance.now() - startOfRun;
  const placeOf = new Map(run.posts.map((post) => [post.id, post]));

  const random = createRandom(Number(values.seed));
  const isLater = posts.map(() => random.next() < Number(values.later));
  const later = posts.filter((_, i) => isLater[i]);
  const share = Number(values.learned) / (posts.length - later.length);
  const earlier = posts.filter((_, i) => !isLater[i] && (share >= 1 || random.next() < share));

  const startOfLearning = performance.now();
  const placer = learnPlacer(
    earlier.map((post) => {
      const { clusterKey = null, score = 0 } = placeOf.get(post.id) ?? {};
      return { post, clusterKey, score };
    }),
    {},
    wordVectors,
  );
  const learnMs = performance.now() - startOfLearning;
  const startOfPlacing = performance.now();
  const placed = placer.place(later);
  const placeMs = (performance.now() - startOfPlacing) / later.length;
  const single = later.slice(0, 200).map((post) => {
    const startedAt = performance.now();
    placer.place([post]);
    return performance.now() - startedAt;
  });
  single.sort((a, b) => a - b);

  let [same, both, other, lost, added, scores, runScores] = [0, 0, 0, 0, 0, 0, 0];
  for (const { id, clusterKey, score } of placed) {
    const truth = placeOf.get(id);
    if (truth?.clusterKey === clusterKey) same += 1;
    else if (clusterKey === null) lost += 1;
    else if (truth?.clusterKey === null) added += 1;
    else other += 1;
    if (clusterKey !== null && truth?.clusterKey === clusterKey) {
      both += 1;
      scores += score;
      runScores += truth.score;
    }
  }
  const figures: PlacingFigures = {
    ...{ n: posts.length, clusters: run.clusters.length, learned: earlier.length, later: later.length },
    ...{ runMs, learnMs, placeMs, p50Ms: at(single, 0.5), p95Ms: at(single, 0.95) },
    ...{ same: same / later.length, other: other / later.length },
    ...{ lost: lost / later.length, added: added / later.length },
    ...{ fit: scores / both, runFit: runScores / both },
  };
  console.log(values.json ? JSON.stringify(figures) : formatFigures(values.data, figures));
  return 0;
}

function formatFigures(file: string, figures: PlacingFigures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const { n, clusters, runMs, learned, learnMs, later, placeMs, p50Ms, p95Ms } = figures;
  return [
    `${file}: ${n} posts in ${clusters} clusters, run ${(runMs / 1000).toFixed(1)} s`,
    `  learned from ${learned} posts in ${(learnMs / 1000).toFixed(1)} s`,
    `  ${later} later posts: ${placeMs.toFixed(2)} ms each together, alone p50 ${p50Ms.toFixed(2)} ms, p95 ${p95Ms.toFixed(2)} ms`,
    `  as the run did ${percent(figures.same)}, in another cluster ${percent(figures.other)}, left out ${percent(figures.lost)}, placed where the run left out ${percent(figures.added)}`,
    `  mean fit ${figures.fit.toFixed(3)}, the run's ${figures.runFit.toFixed(3)}`,
  ].join('\n');
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
