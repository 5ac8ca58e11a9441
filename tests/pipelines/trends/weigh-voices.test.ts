import { expect, test } from 'vitest';
import { HALF_LIFE_DAYS, weighVoices } from '#pipelines/trends/weigh-voices.ts';

const NEWEST = Date.UTC(2026, 4, 20);
const quarters = (count: number) => NEWEST - count * HALF_LIFE_DAYS * 86_400_000;

test.each([
  ['nobody', [], 0],
  ['a person as of the newest post', [{ authorId: 'a', at: NEWEST }], 1],
  ['half a quarter later', [{ authorId: 'a', at: quarters(1) }], 0.5],
  [
    'by the last word of each',
    [
      { authorId: 'a', at: quarters(3) },
      { authorId: 'a', at: quarters(1) },
    ],
    0.5,
  ],
  [
    'all of them',
    [
      { authorId: 'a', at: quarters(1) },
      { authorId: 'b', at: quarters(2) },
    ],
    0.75,
  ],
  [
    'those without a time as of the newest',
    [
      { authorId: 'a', at: quarters(4) },
      { authorId: 'a', at: null },
    ],
    1,
  ],
  [
    'no staff and no bots',
    [
      { authorId: 's', at: NEWEST, isStaff: true },
      { at: NEWEST, isBot: true },
    ],
    0,
  ],
  ['nobody unknown beside the known', [{ authorId: 'a', at: quarters(1) }, { at: NEWEST }], 0.5],
  ['three unknown ones as part of one', [{ at: NEWEST }, { at: NEWEST }, {}], 0.75],
])('counts %s', (_, posts, expected) => {
  expect(weighVoices(posts, NEWEST)).toBeCloseTo(expected, 9);
});
