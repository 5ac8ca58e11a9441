import { expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { startHelp } from '#server/engine/start-help.ts';
import { countThreads } from '#server/engine/start-pool.ts';
import { writeCommunity } from '../../../bench/write-community.ts';

const posts = writeCommunity(6500, 3);
const corrections = [{ postId: posts[7]!.id, kind: 'praise', holds: true }] as const;

test.each([null, 40])(
  '%s clusters told: 1, 2 and 3 threads find the same, in any order of posts',
  async (clusterCount) => {
    const options = { clusterCount, kindCorrections: corrections };
    const { timings: _, ...alone } = runPipeline(posts, options);

    for (const threads of [1, 2, 3]) {
      const help = await startHelp([...posts].reverse(), { corrections, threads });
      const { timings: __, ...result } = runPipeline([...posts].reverse(), { ...options, ...help });
      help.close();
      expect(help.pool?.size ?? 1).toBe(threads);
      expect(result).toEqual(alone);
    }
    const corrected = alone.posts.find(({ id }) => id === corrections[0].postId);
    expect(corrected?.kindLabels.map(({ kind }) => kind)).toContain('praise');
  },
  240_000,
);

test('a few posts, or one thread, are told where the rest is done', async () => {
  expect(await startHelp(posts.slice(0, 100), { threads: 2 })).not.toHaveProperty('told');
  expect(await startHelp(posts, { threads: 1 })).not.toHaveProperty('told');
  expect(countThreads()).toBeGreaterThanOrEqual(1);
});

test('an error in another thread is one of the run', async () => {
  let readCount = 0;
  // The first to read it is what is sent to the thread.
  const broken = {
    ...posts[5]!,
    get text() {
      readCount += 1;
      return readCount === 1 ? (null as unknown as string) : 'words';
    },
  };
  const help = await startHelp([...posts.slice(0, 5), broken, ...posts.slice(6, 3200)], { threads: 2 });

  expect(help.told).toThrow();
  help.close();
}, 60_000);
