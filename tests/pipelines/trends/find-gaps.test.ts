import { expect, test } from 'vitest';
import { findGaps } from '#pipelines/trends/find-gaps.ts';

function weeks(counts: readonly number[]) {
  return counts.map((postCount, i) => ({ monday: `w${i}`, postCount }));
}

test.each([
  ['an empty week between busy ones is a gap', [10, 12, 0, 9, 11], ['w2']],
  ['so are several in a row', [20, 20, 0, 0, 0, 20, 20], ['w2', 'w3', 'w4']],
  ['and weeks after the last ones, when nothing comes any more', [9, 9, 9, 0, 0], ['w3', 'w4']],
  ['an empty week of a quiet source is chance', [3, 2, 0, 4, 1], []],
  ['one busy week among quiet ones says nothing', [1, 90, 0, 2, 1], []],
  ['a week with a single post was read', [50, 50, 1, 50], []],
  ['nothing at all has no gaps', [0, 0], []],
])('%s', (_, counts, expected) => {
  expect(findGaps(weeks(counts))).toEqual(expected);
});
