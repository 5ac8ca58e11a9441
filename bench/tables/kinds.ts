import path from 'node:path';
import type { FamilyFigures } from '../kind-families.ts';
import { createJudge } from './judge.ts';
import { formatTable, short } from './markdown.ts';
import type { Measured, Section } from './section.ts';

/** The labels of the sets; tellings of use have a section of their own. */
const KINDS = ['complaint', 'wish', 'question', 'praise'] as const;

export const kinds: Section = {
  name: 'kinds',
  needs: ['kinds'],
  async make({ data, run }) {
    const [figures] = await run<FamilyFigures>('kinds', ['--families', path.join(data, 'kinds'), '--json']);
    return formatKinds(figures!);
  },
};

export function formatKinds({ shipped, others }: FamilyFigures): Measured {
  const judge = createJudge('kinds');
  const otherOf = new Map(others.sets.map(({ name, scores }) => [name, scores]));
  const pair = (ours: number | undefined, theirs: number | undefined, digits: number) =>
    ours === undefined ? '-' : `${short(ours, digits)}, ${theirs === undefined ? '-' : short(theirs, digits)}`;
  const rows = shipped.sets.map(({ name, scores }) => [
    name,
    ...KINDS.map((kind) => pair(scores[kind]?.f1, otherOf.get(name)?.[kind]?.f1, 2)),
  ]);
  const means = KINDS.map((kind) => {
    const [own, other] = [shipped.mean[kind], others.mean[kind]];
    if (own === undefined) return '-';
    return `${judge.cell(kind, 'mean F1', own.f1, { digits: 3 })}${other ? `, ${short(other.f1, 3)}` : ''}`;
  });
  const best = KINDS.map((kind) => pair(shipped.mean[kind]?.best, others.mean[kind]?.best, 3));
  return {
    lines: [
      'F1 of the model that ships (goal), and of one that learned from all other families, too:',
      '',
      ...formatTable(
        ['set', ...KINDS],
        [...rows, ['mean', ...means], ['mean with the best threshold for each set', ...best]],
      ),
    ],
    verdicts: judge.verdicts,
  };
}
