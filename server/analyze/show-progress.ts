export type ProgressOutput = { readonly write: (text: string) => unknown };

const BAR_WIDTH = 24;
/** A terminal line redrawn more often than this only flickers. */
const MIN_INTERVAL_MS = 60;

export type ProgressView = {
  readonly onProgress: (stage: string, done: number, total: number) => void;
  /** Leaves the terminal's line clean. */
  readonly finish: () => void;
};

/** A bar that redraws itself on a terminal; one line per finished stage elsewhere. */
export function showProgress(output: ProgressOutput, isTty: boolean, now: () => number): ProgressView {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let width = 0;
  return {
    onProgress(stage, done, total) {
      const isDone = done >= total;
      if (!isTty) {
        if (isDone) output.write(`${stage}: ${total.toLocaleString('en-US')}\n`);
        return;
      }
      if (!isDone && now() - drawnAt < MIN_INTERVAL_MS) return;
      drawnAt = now();
      const share = total === 0 ? 1 : done / total;
      const filled = Math.round(share * BAR_WIDTH);
      const line = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.round(share * 100)).padStart(3)}% ${stage}`;
      output.write(`\r${line.padEnd(width)}`);
      width = line.length;
    },
    finish() {
      if (isTty && width > 0) output.write(`\r${' '.repeat(width)}\r`);
      width = 0;
    },
  };
}
