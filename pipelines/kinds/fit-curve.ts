import { fitLogistic } from './fit-logistic.ts';

/** p = logistic(slope * margin + offset). */
export type Curve = { readonly slope: number; readonly offset: number };

/** Fewer posts of a kind than this say nothing about its curve. */
const FEWEST = 10;

/** Platt scaling: the curve that makes probabilities of margins. Targets as in `fitLogistic`. */
export function fitCurve(margins: Float64Array, targets: Int8Array): Curve {
  const hits = targets.reduce((sum, target) => sum + (target === 1 ? 1 : 0), 0);
  const misses = targets.reduce((sum, target) => sum + (target === 0 ? 1 : 0), 0);
  if (hits < FEWEST || misses < FEWEST) return { slope: 1, offset: 0 };
  const rows = {
    offsets: Int32Array.from({ length: margins.length + 1 }, (_, i) => i),
    columns: new Int32Array(margins.length),
    values: margins,
    columnCount: 1,
  };
  const { weights, bias } = fitLogistic(rows, targets, new Float64Array(margins.length).fill(1), { penalty: 1e-3 });
  // A curve that falls would turn the ranking over: then nothing was learned, and nothing is changed.
  return weights[0]! > 0.05 ? { slope: weights[0]!, offset: bias } : { slope: 1, offset: 0 };
}
