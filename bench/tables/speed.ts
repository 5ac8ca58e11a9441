import path from 'node:path';
import type { PeerComparison } from '../compare-sklearn.ts';
import { createJudge } from './judge.ts';
import { nameSet } from './list-sets.ts';
import { formatTable, short, showCount, showSeconds } from './markdown.ts';
import type { Bench, Measured, Section } from './section.ts';

/** One process of ours, or scikit-learn's. */
type Process = Pick<PeerComparison['peer'], 'wallMs' | 'cpuMs' | 'peakMb' | 'stages'>;
/** `times` is how many times as fast as scikit-learn in the same run. */
type Run = Process & { readonly times: number };

const FILES = [
  { file: 'community/reddit-100k.jsonl.gz', clusterCount: 200 },
  { file: 'clusters/stackoverflow.jsonl.gz', clusterCount: 20 },
] as const;
const RUNS = 3;
const MODES = ['unknown k', 'told k'] as const;
/** Shorter stages are not named. */
const LEAST_STAGE_MS = 50;

export const speed: Section = {
  name: 'speed',
  needs: FILES.map(({ file }) => file),
  async make(bench) {
    const parts: Measured[] = [];
    for (const { file, clusterCount } of FILES)
      parts.push(formatSpeed(nameSet(file), clusterCount, await compareRepeatedly(bench, file, clusterCount)));
    return {
      lines: parts.flatMap(({ lines }, i) => (i === 0 ? lines : ['', ...lines])),
      verdicts: parts.flatMap(({ verdicts }) => verdicts),
    };
  },
};

async function compareRepeatedly({ data, run }: Bench, file: string, clusterCount: number): Promise<PeerComparison[]> {
  const args = ['--peer', '--data', path.join(data, file), '--clusters', String(clusterCount), '--json'];
  const comparisons: PeerComparison[] = [];
  for (let i = 0; i < RUNS; i += 1) comparisons.push(...(await run<PeerComparison>('stages', args)));
  return comparisons;
}

export function formatSpeed(set: string, clusterCount: number, comparisons: readonly PeerComparison[]): Measured {
  const judge = createJudge('speed');
  const peer = { name: comparisons[0]!.peer.name, runs: comparisons.map((of) => ({ ...of.peer, times: 1 })) };
  const own = MODES.map((mode, i) => ({
    name: mode,
    runs: comparisons.map((of) => ({ ...of.own[i]!, times: of.peer.wallMs / of.own[i]!.wallMs })),
  }));
  const rows = own.map(({ name, runs }, i) => {
    const times = runs.map((of) => of.times);
    const range = `${short(Math.min(...times), 1)} to ${short(Math.max(...times), 1)}`;
    const peak = Math.max(...runs.map(({ peakMb }) => peakMb));
    return [
      `Refrain, ${comparisons[0]!.own[i]!.name}`,
      ...showTimes(middleOf(runs)),
      judge.cell(`${set}, ${name}`, 'times as fast', middleOf(runs).times, { digits: 1, range }),
      judge.cell(`${set}, ${name}`, 'peak MB', peak, { digits: 0, show: `${showCount(peak)} MB` }),
    ];
  });
  const peak = `${showCount(Math.max(...peer.runs.map(({ peakMb }) => peakMb)))} MB`;
  return {
    lines: [
      `${set}, k = ${clusterCount}; of ${comparisons.length} runs the middle one (lowest to highest; goal), and the highest peak:`,
      '',
      ...formatTable(
        ['', 'wall', 'processor', 'times as fast', 'peak'],
        [[`${peer.name}, told k`, ...showTimes(middleOf(peer.runs)), '1', peak], ...rows],
      ),
      '',
      ...own.map(({ name, runs }) => `- Stages, ${name}: ${showStages(middleOf(runs).stages)}.`),
    ],
    verdicts: judge.verdicts,
  };
}

/** By how many times as fast it was, or, where that is always 1, by time. */
function middleOf(runs: readonly Run[]): Run {
  return [...runs].sort((a, b) => a.times - b.times || b.wallMs - a.wallMs)[runs.length >> 1]!;
}

function showTimes({ wallMs, cpuMs }: Process): string[] {
  return [showSeconds(wallMs), showSeconds(cpuMs)];
}

function showStages(stages: Process['stages']): string {
  return Object.entries(stages)
    .filter(([, ms]) => ms >= LEAST_STAGE_MS)
    .sort(([, a], [, b]) => b - a)
    .map(([stage, ms]) => `${stage} ${showSeconds(ms)}`)
    .join(', ');
}
