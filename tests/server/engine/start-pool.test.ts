import { expect, test } from 'vitest';
import { cutSpans, eachPiece, mapPieces } from '#pipelines/pool.ts';
import { type PartPost, TELL_POSTS } from '#pipelines/tell-parts.ts';
import { startPool } from '#server/engine/start-pool.ts';
import { writeCommunity } from '../../../bench/write-community.ts';

const ground = { productNames: [], learned: [] };
const posts: PartPost[] = writeCommunity(600, 5).map(({ text }) => ({
  ...{ title: null, text },
  ...{ position: null, tellsUses: true },
}));
const pieces = cutSpans(posts.length, 10).map(({ start, end }) => posts.slice(start, end));
const told = pieces.map((piece) => TELL_POSTS.prepare(ground, 0)(piece));

test.each([1, 2, 4])(
  '%i threads give the results of all pieces in their order',
  async (size) => {
    const pool = await startPool(size);
    const given: number[] = [];
    eachPiece(pool, TELL_POSTS, ground, pieces, (_, index) => given.push(index));

    expect(given).toEqual([...pieces.keys()]);
    expect(mapPieces(pool, TELL_POSTS, ground, pieces)).toEqual(told);
    expect(mapPieces(pool, TELL_POSTS, ground, pieces.slice(0, 1))).toEqual(told.slice(0, 1));
    expect(mapPieces(pool, TELL_POSTS, ground, [])).toEqual([]);
    pool.close();
  },
  60_000,
);

test('what is begun goes on beside other work, and is finished when it is asked for', async () => {
  const pool = await startPool(2);
  const finish = pool.begin(TELL_POSTS, ground, pieces);

  expect(mapPieces(pool, TELL_POSTS, ground, pieces.slice(0, 5))).toEqual(told.slice(0, 5));
  pool.collect();
  expect(finish()).toEqual(told);
  pool.close();
}, 60_000);

test('of more pieces than may wait all are done', async () => {
  const pool = await startPool(2);
  const single = posts.map((post) => [post]);
  const finish = pool.begin(TELL_POSTS, ground, single);

  mapPieces(pool, TELL_POSTS, ground, pieces.slice(0, 5));
  expect(finish()).toEqual(single.map(TELL_POSTS.prepare(ground, 0)));
  pool.close();
}, 60_000);

test('what a piece throws in another thread is thrown here, and a task that nobody knows as well', async () => {
  const pool = await startPool(2);
  const broken = [...pieces.slice(0, 20), [{ ...posts[0]!, text: null as unknown as string }], ...pieces.slice(20)];
  const unknown = { ...TELL_POSTS, name: 'no-such-task' };

  expect(() => mapPieces(pool, TELL_POSTS, ground, broken)).toThrow();
  expect(() => mapPieces(pool, unknown, ground, pieces)).toThrow('no-such-task');
  pool.close();
}, 60_000);
