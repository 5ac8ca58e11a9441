import type { BenchResult } from '../stages.ts';
import { createJudge, headGoal } from './judge.ts';
import { formatTable, short, showCount, showSeconds } from './markdown.ts';
import type { Measured, Section } from './section.ts';

type SizeFigures = Pick<BenchResult, 'postCount' | 'clusterCount' | 'totalMs' | 'peakMb'>;

const SIZES = [100_000, 1_000_000] as const;

export const million: Section = {
  name: 'million',
  needs: [],
  async make({ run }) {
    return formatMillion(await run<BenchResult>('stages', ['--sizes', SIZES.join(','), '--json']));
  },
};

/** The first size is what the others are held against. */
export function formatMillion(sizes: readonly SizeFigures[]): Measured {
  const judge = createJudge('million');
  const [first, ...larger] = sizes;
  const row = (size: SizeFigures, times: string, peak: string) => [
    ...[showCount(size.postCount), showCount(size.clusterCount), showSeconds(size.totalMs)],
    ...[short((1000 * size.totalMs) / size.postCount, 0), times, peak],
  ];
  const rows = larger.map((size) =>
    row(
      size,
      judge.cell('', 'times as long as 100,000', size.totalMs / first!.totalMs, { digits: 1 }),
      judge.cell('', 'peak MB', size.peakMb, { show: `${showCount(size.peakMb)} MB` }),
    ),
  );
  const head = [
    ...['posts', 'clusters', 'time', 'µs a post'],
    headGoal('million', 'times as long as 100,000', 'times as long'),
    headGoal('million', 'peak MB', 'peak'),
  ];
  return {
    lines: formatTable(head, [row(first!, '1', `${showCount(first!.peakMb)} MB`), ...rows]),
    verdicts: judge.verdicts,
  };
}
