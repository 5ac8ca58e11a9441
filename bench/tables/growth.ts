import type { GrowthFigures } from '../growth.ts';
import { createJudge, headGoal } from './judge.ts';
import { formatTable, showCount } from './markdown.ts';
import type { Measured, Section } from './section.ts';

type ShapeFigures = Pick<GrowthFigures, 'name' | 'exponent'> & {
  readonly sizes: readonly Pick<GrowthFigures['sizes'][number], 'count' | 'ms'>[];
};

/** Sizes that are shown, of those that are run. */
const SHOWN = [1000, 8000, 64_000] as const;

export const growth: Section = {
  name: 'growth',
  needs: [],
  async make({ run }) {
    return formatGrowth(await run<GrowthFigures>('growth', ['--json']));
  },
};

export function formatGrowth(shapes: readonly ShapeFigures[]): Measured {
  const judge = createJudge('growth');
  const rows = shapes.map(({ name, sizes, exponent }) => [
    name,
    exponent === null ? '-' : judge.cell(name, 'exponent', exponent),
    ...SHOWN.map((size) => {
      const timed = sizes.find(({ count }) => count === size);
      return timed === undefined ? '-' : ((1000 * timed.ms) / timed.count).toFixed(0);
    }),
  ]);
  const head = [
    ...['shape', headGoal('growth', 'exponent')],
    ...SHOWN.map((size) => `µs a post of ${showCount(size)}`),
  ];
  return { lines: formatTable(head, rows), verdicts: judge.verdicts };
}
