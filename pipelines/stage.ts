/** How a run is watched from outside. All optional: the pipeline itself has no clock and no console. */
export type PipelineWatch = {
  /** Milliseconds from any fixed point; without it all timings are 0. */
  readonly now?: () => number;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
  /** Asked often; `true` ends the run with `PipelineAborted`. */
  readonly isAborted?: () => boolean;
};

export class PipelineAborted extends Error {
  constructor() {
    super('The run was cancelled.');
    this.name = 'PipelineAborted';
  }
}

/** Reports how far a stage is. Throws `PipelineAborted` when the run is to end. */
export type Tick = (done: number) => void;

/** How a stage is run and watched. */
export type RunStage = <T>(stage: string, total: number, work: (tick: Tick) => T) => T;

/** Runs stages one after the other and keeps the milliseconds of each by name. */
export type StageRunner = {
  readonly run: RunStage;
  readonly timings: Readonly<Record<string, number>>;
};

/** Progress is reported about this many times per stage. */
const REPORTS_PER_STAGE = 50;

export function createStageRunner({ now = () => 0, onProgress, isAborted }: PipelineWatch): StageRunner {
  const timings: Record<string, number> = {};

  function run<T>(stage: string, total: number, work: (tick: Tick) => T): T {
    const every = Math.max(1, Math.floor(total / REPORTS_PER_STAGE));
    let reported = 0;
    const tick: Tick = (done) => {
      if (done - reported < every || done >= total) return;
      reported = done;
      if (isAborted?.()) throw new PipelineAborted();
      onProgress?.(stage, Math.min(done, total), total);
    };
    if (isAborted?.()) throw new PipelineAborted();
    onProgress?.(stage, 0, total);
    const startedAt = now();
    const result = work(tick);
    timings[stage] = (timings[stage] ?? 0) + (now() - startedAt);
    onProgress?.(stage, total, total);
    return result;
  }

  return { run, timings };
}
