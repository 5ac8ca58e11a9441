import { expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { countThreads, tellInThread } from '#server/engine/tell-in-thread.ts';
import { writeCommunity } from '../../../bench/write-community.ts';

const posts = writeCommunity(3200, 3);

test('what another thread told gives the same bytes as what was told here, in any order of posts', async () => {
  const correction = { postId: posts[7]!.id, kind: 'praise', holds: true } as const;
  const told = await tellInThread([...posts].reverse(), { corrections: [correction], threads: 2 });

  const apart = runPipeline(posts, { kindCorrections: [correction], told });
  const here = runPipeline(posts, { kindCorrections: [correction] });

  expect(told).toBeDefined();
  expect({ ...apart, timings: {} }).toEqual({ ...here, timings: {} });
  expect(apart.posts.find(({ id }) => id === correction.postId)?.kindLabels.map(({ kind }) => kind)).toContain(
    'praise',
  );
}, 120_000);

test('a few posts, or one thread, are told where the rest is done', async () => {
  expect(await tellInThread(posts.slice(0, 100), { threads: 2 })).toBeUndefined();
  expect(await tellInThread(posts, { threads: 1 })).toBeUndefined();
  expect(countThreads()).toBeGreaterThanOrEqual(1);
});

test('an error in the other thread is one of the run', async () => {
  let readCount = 0;
  // The first to read it is what is sent to the thread.
  const broken = {
    ...posts[5]!,
    get text() {
      readCount += 1;
      return readCount === 1 ? (null as unknown as string) : 'words';
    },
  };
  const told = await tellInThread([...posts.slice(0, 5), broken, ...posts.slice(6)], { threads: 2 });

  expect(told).toThrow('the thread that tells kinds failed');
}, 60_000);
