import { parseArgs } from 'node:util';
import { comparePartitions, NOISE_LABEL, type PartitionScores } from '#pipelines/evaluation/compare-partitions.ts';
import type { PipelineOptions } from '#pipelines/parameters.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { type LabelledPost, readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:quality -- --data FILE [options]

Holds found clusters against the labels of a JSON Lines file, gzipped or not (label ${NOISE_LABEL}: belongs nowhere).

  --clusters K   exactly K clusters, every post placed
  --seeds N      runs with seeds 1..N (default 5)
  --compared N   at most so many posts are compared with one another, the rest is placed beside them
  --no-vectors   without the English word vectors
  --json         means, lowest and highest of the seeds as one JSON object in the last line
`;

type Score = Exclude<keyof PartitionScores, 'n'>;
type Scores = Readonly<Record<Score, number>>;
/** What `--json` prints: means over the seeds, and between which figures they lie. */
export type QualityFigures = Scores & {
  readonly n: number;
  /** True clusters, without noise. */
  readonly labelCount: number;
  readonly hasNoise: boolean;
  readonly lowest: Scores;
  readonly highest: Scores;
};

const SCORES = {
  k: 'clusters found',
  coverage: 'coverage',
  acc: 'ACC',
  nmi: 'NMI',
  ami: 'AMI',
  ari: 'ARI',
  b3: 'B-cubed F1',
  noisePrecision: 'noise precision',
  noiseRecall: 'noise recall',
  noiseF1: 'noise F1',
} as const satisfies Record<Score, string>;
const NAMES = Object.keys(SCORES) as Score[];

/** `npm run bench:quality`: cluster quality on labelled posts, mean and spread over seeds. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      clusters: { type: 'string' },
      seeds: { type: 'string', default: '5' },
      compared: { type: 'string' },
      'no-vectors': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const clusterCount = values.clusters === undefined ? null : Number(values.clusters);
  const mostCompared = values.compared === undefined ? undefined : Number(values.compared);
  const seedCount = Number(values.seeds);
  if (
    values.data === undefined ||
    ![clusterCount ?? 1, seedCount, mostCompared ?? 1].every((n) => Number.isSafeInteger(n) && n > 0)
  ) {
    process.stderr.write(USAGE);
    return 2;
  }
  const posts = await readScored(values.data);
  if (typeof posts === 'string') {
    process.stderr.write(`${posts}\n`);
    return 2;
  }
  const wordVectors = values['no-vectors'] ? null : readWordVectors();
  const runs = Array.from({ length: seedCount }, (_, i) =>
    scoreRun(posts, { seed: i + 1, clusterCount, mostCompared }, wordVectors),
  );
  if (!values.json) console.log(`${values.data}: ${posts.length.toLocaleString('en-US')} posts, ${seedCount} seeds`);
  for (const name of values.json ? [] : NAMES)
    console.log(
      formatRow(
        SCORES[name],
        runs.map((run) => run[name]),
      ),
    );
  if (values.json) console.log(JSON.stringify(summarise(posts, runs)));
  return 0;
}

/** The posts of a file that have a label, or what to do where there is none. */
async function readScored(file: string): Promise<readonly LabelledPost[] | string> {
  try {
    const posts = (await readLabelled(file)).filter(({ label }) => label !== null);
    if (posts.length > 0) return posts;
    return `${file}: no post has a label. Every line needs a "label" beside "id" and "text": the cluster that the post belongs to.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${file} cannot be read (${reason}). --data takes a JSON Lines file, gzipped or not.`;
  }
}

function summarise(posts: readonly LabelledPost[], runs: readonly PartitionScores[]): QualityFigures {
  const labels = new Set(posts.map(({ label }) => label));
  const hasNoise = labels.delete(NOISE_LABEL);
  const over = (fold: (values: readonly number[]) => number) =>
    Object.fromEntries(NAMES.map((name) => [name, fold(runs.map((run) => run[name]))])) as Scores;
  const [lowest, highest] = [over((values) => Math.min(...values)), over((values) => Math.max(...values))];
  return { n: posts.length, ...over(mean), labelCount: labels.size, hasNoise, lowest, highest };
}

/** One run held against the labels. */
function scoreRun(
  posts: readonly LabelledPost[],
  options: Pick<PipelineOptions, 'seed' | 'clusterCount' | 'mostCompared'>,
  wordVectors: WordVectors | null,
): PartitionScores {
  const labelOf = new Map(posts.map(({ id, label }) => [id, label!]));
  const result = runPipeline(posts, options, {}, wordVectors);
  return comparePartitions(
    result.posts.map(({ id }) => labelOf.get(id)!),
    result.posts.map(({ clusterKey }) => clusterKey),
  );
}

function formatRow(name: string, all: readonly number[]): string {
  return `  ${name.padEnd(17)}${mean(all).toFixed(3).padStart(8)}  ${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}`;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
