import { expect, test } from 'vitest';
import { calibrate } from '#pipelines/calibration/calibrate.ts';

const answers = (score: number, accepted: number, refused: number) =>
  Array.from({ length: accepted + refused }, (_, i) => ({ score, isAccepted: i < accepted }));

test('without answers everything is shown, and no rate is made up', () => {
  const { bands, threshold } = calibrate([]);

  expect(threshold).toBe(0);
  expect(bands.every(({ acceptanceRate }) => acceptanceRate === null)).toBe(true);
});

test('low bands that people keep refusing are not shown any more', () => {
  const { bands, threshold } = calibrate([...answers(0.05, 0, 5), ...answers(0.15, 0, 4), ...answers(1, 3, 1)]);

  expect(threshold).toBe(0.2);
  expect(bands[9]).toEqual({ from: 0.9, acceptedCount: 3, refusedCount: 1, acceptanceRate: 0.75 });
});

test('one refusal hides nothing', () => {
  expect(calibrate(answers(0.05, 0, 1)).threshold).toBe(0);
});

test('bands that nobody answered do not keep those above them in sight', () => {
  expect(calibrate([...answers(0.45, 1, 6), ...answers(0.85, 4, 1)]).threshold).toBe(0.5);
});

test('a band that is refused stays in sight over others that are accepted', () => {
  expect(calibrate([...answers(0.35, 9, 1), ...answers(0.45, 0, 4)]).threshold).toBe(0);
});
