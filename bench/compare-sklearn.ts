import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { projectRoot } from '#server/config/project-root.ts';
import { collectBetween } from '#server/engine/collect-between.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { startHelp } from '#server/engine/start-help.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { readLabelled } from './read-labelled.ts';

/** What a process says of itself when it ends; `wallMs` is measured from outside. */
type Figures = {
  readonly name: string;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly stages: Readonly<Record<string, number>>;
};
type Measured = Figures & { readonly wallMs: number };
/** What `--json` prints. */
export type PeerComparison = {
  readonly file: string;
  readonly clusterCount: number;
  readonly peer: Measured;
  /** With the number of clusters unknown, and told. */
  readonly own: readonly Measured[];
};

const PYTHONS = ['python3', '/usr/bin/python3'];
const OURS = { unknown: 'unknown k, titles, exemplars, kinds', told: 'told k, without kinds' } as const;

/** Our whole process and scikit-learn's on the same file, one after the other. 1 when there is no scikit-learn. */
export function compareWithSklearn(file: string, clusterCount: number, asJson: boolean): number {
  const python = PYTHONS.find((command) => spawnSync(command, ['-c', 'import sklearn']).status === 0);
  if (python === undefined) {
    process.stderr.write('python3 has no scikit-learn (Debian: python3-sklearn).\n');
    return 1;
  }
  const script = path.join(projectRoot(), 'bench/peer-cluster.py');
  const peer = measure(python, [script, file, String(clusterCount)]);
  const own = (Object.keys(OURS) as (keyof typeof OURS)[]).map((mode) => {
    const args = ['stages', '--once', mode, '--data', file, '--clusters', String(clusterCount)];
    return measure(process.execPath, [path.join(projectRoot(), 'scripts/bench.mjs'), ...args]);
  });
  if (asJson) {
    const comparison: PeerComparison = { file, clusterCount, peer, own };
    console.log(JSON.stringify(comparison));
    return 0;
  }
  console.log(`${file}, k = ${clusterCount}, Node ${process.version}; ratios: scikit-learn over ours`);
  for (const figures of [peer, ...own]) console.log(formatFigures(figures, peer));
  return 0;
}

/** The child's side: reads the file, runs, and prints its figures. */
export async function runOnce(file: string, mode: string, clusterCount: number): Promise<void> {
  // In the product this is built; here it is bundled while posts are read.
  void threadEntry('pool-thread');
  const startedAt = performance.now();
  const posts = await readLabelled(file);
  const readMs = performance.now() - startedAt;
  const isTold = mode === 'told';
  const help = await startHelp(posts, { tellsKinds: !isTold });
  const options = isTold ? { clusterCount, tellsKinds: false } : {};
  const watch = collectBetween({ now: () => performance.now() }, posts.length, help.pool);
  const { timings } = runPipeline(posts, { ...options, ...help }, watch, readWordVectors());
  help.close();
  const { user, system } = process.cpuUsage();
  const figures: Figures = {
    name: OURS[isTold ? 'told' : 'unknown'],
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    stages: { read: readMs, ...timings },
  };
  console.log(JSON.stringify(figures));
}

function measure(command: string, args: string[]): Measured {
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, REFRAIN_BENCH_BUNDLED: '1' },
  });
  const wallMs = performance.now() - startedAt;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  return { ...(JSON.parse(last) as Figures), wallMs };
}

function formatFigures({ name, wallMs, cpuMs, peakMb, stages }: Measured, peer: Measured): string {
  const ratio = (of: number, ours: number) => `(${(of / ours).toFixed(1)})`;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const cells = [
    `wall ${seconds(wallMs)} ${ratio(peer.wallMs, wallMs)}`,
    `processor ${seconds(cpuMs)} ${ratio(peer.cpuMs, cpuMs)}`,
    `peak ${peakMb.toFixed(0)} MB ${ratio(peer.peakMb, peakMb)}`,
  ];
  const parts = Object.entries(stages).map(([stage, ms]) => `${stage} ${seconds(ms)}`);
  return `\n${name}\n  ${cells.join(', ')}\n  ${parts.join(', ')}`;
}
