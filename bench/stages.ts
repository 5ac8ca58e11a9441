import { parseArgs } from 'node:util';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { comparePeers } from './compare-peers.ts';
import { compareWithSklearn, runOnce } from './compare-sklearn.ts';
import { readLabelled } from './read-labelled.ts';
import { writeCommunity } from './write-community.ts';

const SIZES = '1000,10000,100000';
const USAGE = `npm run bench -- [options]

Times the stages of the pipeline, one run per size, and the libraries that could stand in for two of them.

  --sizes N,N   posts of the seeded generator (default ${SIZES})
  --data FILE   JSON Lines instead, gzipped or not
  --seed N      seed of generator and run (default 1)
  --json        one JSON object per size instead of tables
  --peer        instead: whole processes beside scikit-learn (python3-sklearn) on --data, each measured on its own
  --clusters K  with --peer: how many clusters are told (default 200)
`;

type StageFigures = { readonly stage: string; readonly ms: number; readonly peakMb: number };

/** `npm run bench`: posts per second and peak memory of every stage. Figures, never a pass or fail. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      sizes: { type: 'string', default: SIZES },
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      peer: { type: 'boolean', default: false },
      clusters: { type: 'string', default: '200' },
      /** Internal: this process is one of those that are measured. */
      once: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (values.once !== undefined && values.data) {
    await runOnce(values.data, values.once, Number(values.clusters));
    return 0;
  }
  if (values.peer) return values.data ? compareWithSklearn(values.data, Number(values.clusters), values.json) : 2;
  const seed = Number(values.seed);
  const inputs = values.data
    ? [{ name: values.data, write: () => readLabelled(values.data!) }]
    : values.sizes.split(',').map((size) => ({ name: 'generated', write: () => writeCommunity(Number(size), seed) }));
  if (!values.json)
    console.log(`Node ${process.version}, ${process.arch}; peak: resident memory at its highest so far`);
  for (const { name, write } of inputs) {
    const posts: readonly EnginePost[] = await write();
    const { figures, totalMs, clusterCount, placedCount } = timeStages(posts, seed);
    const counts = { postCount: posts.length, clusterCount, placedCount };
    const highest = peakMb();
    const peers = comparePeers(posts, seed);
    const result: BenchResult = { name, ...counts, totalMs, peakMb: highest, stages: figures, peers };
    console.log(values.json ? JSON.stringify(result) : formatTable(result));
  }
  return 0;
}

function timeStages(posts: readonly EnginePost[], seed: number) {
  const figures: StageFigures[] = [];
  let startedAt = 0;
  const startOfRun = performance.now();
  const result = runPipeline(
    posts,
    { seed },
    {
      onProgress: (stage, done, total) => {
        const now = performance.now();
        const isNew = figures[figures.length - 1]?.stage !== stage;
        if (isNew && done === 0) {
          startedAt = now;
          figures.push({ stage, ms: 0, peakMb: peakMb() });
        }
        if (done >= total) figures[figures.length - 1] = { stage, ms: now - startedAt, peakMb: peakMb() };
      },
    },
    readWordVectors(),
  );
  return {
    figures,
    totalMs: performance.now() - startOfRun,
    clusterCount: result.clusters.length,
    placedCount: result.posts.filter(({ clusterKey }) => clusterKey !== null).length,
  };
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** What `--json` prints of a size. */
export type BenchResult = {
  readonly name: string;
  readonly postCount: number;
  readonly clusterCount: number;
  readonly placedCount: number;
  readonly totalMs: number;
  /** Of the process so far. */
  readonly peakMb: number;
  readonly stages: readonly StageFigures[];
  readonly peers: ReturnType<typeof comparePeers>;
};

function formatTable(result: BenchResult): string {
  const { name, postCount, clusterCount, placedCount, totalMs, stages, peers } = result;
  const row = (stage: string, ms: number, peak: string) =>
    `  ${stage.padEnd(14)}${ms.toFixed(0).padStart(9)} ms${Math.round((postCount / Math.max(ms, 0.1)) * 1000)
      .toLocaleString('en-US')
      .padStart(14)} posts/s${peak.padStart(8)} MB`;
  return [
    '',
    `${name}: ${postCount.toLocaleString('en-US')} posts, ${clusterCount} clusters, ${placedCount.toLocaleString('en-US')} placed`,
    ...stages.map(({ stage, ms, peakMb: peak }) => row(stage, ms, String(peak))),
    row('all', totalMs, String(result.peakMb)),
    ...peers.map(
      ({ peer, work, rowCount, peerMs, oursMs }) =>
        `  ${work}, ${rowCount.toLocaleString('en-US')} posts: ${peer} ${peerMs.toFixed(0)} ms, ours ${oursMs.toFixed(0)} ms, ratio ${(peerMs / Math.max(oursMs, 0.1)).toFixed(1)}`,
    ),
  ].join('\n');
}
