import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PipelineWatch } from '#pipelines/stage.ts';

/** Smaller communities leave nothing worth the while. */
const FEWEST_POSTS = 20_000;
/** When these stages begin, nobody holds what vectors were made with, or the vectors themselves, any more. */
const STAGES: ReadonlySet<string> = new Set(['smoothing', 'kinds', 'labels']);

/**
 * The same watch, which has garbage collected between stages of a large run. The memory of kernels is large and looks small to the
 * collector, which would let it lie until the run has ended: a fifth of the peak, for a quarter of a second.
 */
export function collectBetween(watch: PipelineWatch, postCount: number): PipelineWatch {
  if (postCount < FEWEST_POSTS) return watch;
  const collect = exposeCollector();
  return {
    ...watch,
    onProgress(stage, done, total) {
      if (done === 0 && STAGES.has(stage)) collect();
      watch.onProgress?.(stage, done, total);
    },
  };
}

/** What `--expose-gc` would give; nothing where this Node has none. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  return typeof collect === 'function' ? () => collect() : () => {};
}
