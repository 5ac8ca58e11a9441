import { expect, test } from 'vitest';
import { judgeMode } from '#server/placing/choose-mode.ts';
import { findDrift } from '#server/placing/find-drift.ts';

const fullRun = { id: 1, postCount: 10_000, placedCount: 7000 };
const since = (postCount: number, unplacedCount: number) =>
  findDrift({ fullRun, sinceFull: { postCount, unplacedCount } });

test('posts that fit as well as those before are no drift', () => {
  expect(since(0, 0)).toBeNull();
  expect(since(400, 120)).toBeNull();
  expect(since(400, 180)).toBeNull();
});

test('more posts that fit nowhere are drift, once there are enough to tell', () => {
  expect(since(400, 210)).toEqual({ reason: 'unplaced', unplacedShare: 0.525, usualShare: expect.closeTo(0.3) });
  expect(since(99, 99)).toBeNull();
  expect(since(100, 99)?.reason).toBe('unplaced');
});

test('a tenth more posts are drift, whatever they say', () => {
  expect(since(1000, 0)).toBeNull();
  expect(since(1001, 0)?.reason).toBe('growth');
});

test('posts are placed in a large community while few are new since its last full run', () => {
  const ground = { postCount: 10_400, fullRun, sinceFull: { postCount: 400, unplacedCount: 0 } };
  expect(judgeMode(ground, 600)).toBe('placing');
  expect(judgeMode(ground, 601)).toBe('full');
  expect(judgeMode({ ...ground, postCount: 5000 }, 1)).toBe('full');
});
