import { parseArgs } from 'node:util';
import { comparePartitions, NOISE_LABEL } from '#pipelines/evaluation/compare-partitions.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `node scripts/bench.mjs quality --data FILE [options]

Holds found clusters against the labels of a JSON Lines file (${NOISE_LABEL}: belongs nowhere).

  --clusters K  exactly K clusters, every post placed
  --seeds N     runs with seeds 1..N (default 3)
  --json        one JSON object, the means
`;

const SCORES = ['k', 'coverage', 'ari', 'nmi', 'b3', 'noisePrecision', 'noiseRecall'] as const;
type Scores = Readonly<Record<(typeof SCORES)[number], number>>;

/** Cluster quality on labelled posts: mean and spread over seeds. */
export function main(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      clusters: { type: 'string' },
      seeds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.data === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const posts = readLabelled(values.data).filter(({ label }) => label !== null);
  const clusterCount = values.clusters === undefined ? null : Number(values.clusters);
  const runs = Array.from({ length: Number(values.seeds) }, (_, i) => score(posts, clusterCount, i + 1));
  const means = Object.fromEntries(SCORES.map((name) => [name, mean(runs.map((run) => run[name]))]));
  if (values.json) {
    console.log(JSON.stringify({ n: posts.length, ...means }));
    return 0;
  }
  console.log(`${values.data}: ${posts.length.toLocaleString('en-US')} posts, ${runs.length} seeds`);
  for (const name of SCORES) {
    const all = runs.map((run) => run[name]);
    console.log(
      `  ${name.padEnd(16)}${mean(all).toFixed(3).padStart(9)}  ${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}`,
    );
  }
  return 0;
}

function score(posts: ReturnType<typeof readLabelled>, clusterCount: number | null, seed: number): Scores {
  const labelOf = new Map(posts.map(({ id, label }) => [id, label!]));
  const result = runPipeline(posts, { seed, clusterCount });
  const truth = result.posts.map(({ id }) => labelOf.get(id)!);
  const found = result.posts.map(({ clusterKey }) => clusterKey);
  const unplacedCount = found.filter((key) => key === null).length;
  const noiseCount = truth.filter((label) => label === NOISE_LABEL).length;
  const hitCount = truth.filter((label, i) => label === NOISE_LABEL && found[i] === null).length;
  return {
    ...comparePartitions(truth, found),
    noisePrecision: unplacedCount === 0 ? 0 : hitCount / unplacedCount,
    noiseRecall: noiseCount === 0 ? 0 : hitCount / noiseCount,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
