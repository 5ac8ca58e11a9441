import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PipelineWatch } from '#pipelines/stage.ts';
import type { ThreadPool } from './start-pool.ts';

/** Smaller communities leave nothing worth the while. */
const FEWEST_POSTS = 20_000;
/** When these stages begin, nobody holds any more what was read with, what topics were found in, what vectors were made with, or clusters were found with. */
const STAGES: ReadonlySet<string> = new Set(['weights', 'vectors', 'smoothing', 'spreading', 'passages', 'labels']);

/**
 * The same watch, which has garbage collected between stages of a large run. The memory of kernels is large and looks small to the
 * collector, which would let it lie until the run has ended: a fifth of the peak, for a quarter of a second.
 */
export function collectBetween(watch: PipelineWatch, postCount: number, pool?: ThreadPool): PipelineWatch {
  if (postCount < FEWEST_POSTS) return watch;
  return {
    ...watch,
    onProgress(stage, done, total) {
      if (done === 0 && STAGES.has(stage)) {
        pool?.collect();
        collectGarbage();
      }
      watch.onProgress?.(stage, done, total);
    },
  };
}

/** Of this thread; nothing happens where this Node has no such function. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (typeof collect === 'function') collect();
}
