import { expect, test } from 'vitest';
import { formatSpeed } from '../../../bench/tables/speed.ts';

const times = (name: string, wallMs: number, peakMb: number) => ({
  ...{ name, wallMs, peakMb, cpuMs: 2 * wallMs },
  stages: { tokens: wallMs / 10, clusters: wallMs / 2, read: 20 },
});
const compare = (peerMs: number, unknownMs: number, toldMs: number, peakMb: number) => ({
  ...{ file: 'reddit-100k.jsonl.gz', clusterCount: 200, peer: times('scikit-learn 1.2.1', peerMs, 3000) },
  own: [times('unknown k', unknownMs, peakMb), times('told k', toldMs, peakMb / 2)],
});

test('the middle one of several runs is told, with the lowest and highest ratio and the highest peak', () => {
  const runs = [
    compare(100_000, 10_000, 5000, 790),
    compare(90_000, 30_000, 6000, 700),
    compare(96_000, 16_000, 8000, 820),
  ];

  const { lines, verdicts } = formatSpeed('reddit-100k', 200, runs);

  expect(lines).toContain('| scikit-learn 1.2.1, told k | 96.0 s | 192 s | 1 | 3,000 MB |');
  expect(lines).toContain(
    '| Refrain, unknown k | 16.0 s | 32.0 s | **6.0** (3.0 to 10.0; goal 5) | 820 MB (goal 800) |',
  );
  expect(lines).toContain('- Stages, unknown k: clusters 8.0 s, tokens 1.6 s.');
  expect(verdicts.map(({ of, figure, isReached }) => [of, figure, isReached])).toEqual([
    ['reddit-100k, unknown k', 'times as fast', true],
    ['reddit-100k, unknown k', 'peak MB', false],
    ['reddit-100k, told k', 'times as fast', true],
    ['reddit-100k, told k', 'peak MB', false],
  ]);
});
