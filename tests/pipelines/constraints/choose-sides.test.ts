import { expect, test } from 'vitest';
import { chooseSides } from '#pipelines/constraints/choose-sides.ts';

const post = (text: string, i: number) => ({ id: `${text.slice(0, 3)}${i}`, text });
const exports = ['Export to CSV hangs', 'CSV export never ends', 'The export of a chart hangs'].map(post);
const alarms = ['Alarms come an hour late', 'My alarm came too late', 'Late alarms again'].map(post);

test('a post goes to the side whose words it shares', () => {
  const fresh = ['Since today the CSV export hangs', 'Alarm was late by two hours'].map((text, i) => ({
    id: `n${i}`,
    text,
  }));

  expect(chooseSides(fresh, [exports, alarms])).toEqual([0, 1]);
  expect(chooseSides(fresh, [alarms, exports])).toEqual([1, 0]);
});

test('a post that shares no word goes to the first side', () => {
  expect(chooseSides([{ id: 'n', text: 'Something else entirely' }], [exports, alarms])).toEqual([0]);
});
