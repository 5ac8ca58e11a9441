import { exponential } from '#pipelines/numerics/exponential.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';

/** Rows of a sparse matrix: row r has columns `columns[offsets[r] .. offsets[r + 1])` with `values` beside them. */
export type SparseRows = {
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly columnCount: number;
};

export type LogisticFit = { readonly weights: Float64Array; readonly bias: number };

const MEMORY = 6;

/**
 * Logistic regression with a quadratic penalty, by L-BFGS (Liu and Nocedal 1989) with backtracking. All sums run in the
 * order of the rows, so that the same rows give the same bits.
 *
 * @param targets 1, 0 or, where unknown, -1 per row.
 * @param importance weight of each row.
 * @param penalty how strongly weights are drawn to `start` (zero without it), and its bias with them.
 */
export function fitLogistic(
  rows: SparseRows,
  targets: Int8Array,
  importance: Float64Array,
  { penalty, rounds = 40, start }: { penalty: number; rounds?: number; start?: LogisticFit },
): LogisticFit {
  const size = rows.columnCount + 1;
  const origin = new Float64Array(size);
  if (start) origin.set(start.weights);
  if (start) origin[size - 1] = start.bias;
  let point = origin.slice();
  let gradient = new Float64Array(size);
  let loss = evaluate(point, gradient);
  let next = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  const moves: Move[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const direction = twoLoops(gradient, moves);
    const slope = dot(direction, gradient);
    if (slope > -1e-9) break;
    let length = round === 0 ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
    let nextLoss = loss;
    let isFound = false;
    for (let attempt = 0; attempt < 25 && !isFound; attempt += 1) {
      for (let i = 0; i < size; i += 1) next[i] = point[i]! + length * direction[i]!;
      nextLoss = evaluate(next, nextGradient);
      isFound = nextLoss <= loss + 1e-4 * length * slope;
      if (!isFound) length /= 2;
    }
    if (!isFound) break;
    const step = new Float64Array(size);
    const change = new Float64Array(size);
    for (let i = 0; i < size; i += 1) {
      step[i] = next[i]! - point[i]!;
      change[i] = nextGradient[i]! - gradient[i]!;
    }
    const product = dot(step, change);
    if (product > 1e-12) moves.push({ step, change, product });
    if (moves.length > MEMORY) moves.shift();
    const gain = loss - nextLoss;
    [point, next] = [next, point];
    [gradient, nextGradient] = [nextGradient, gradient];
    loss = nextLoss;
    if (gain < 1e-6 * (1 + loss)) break;
  }
  return { weights: point.slice(0, size - 1), bias: point[size - 1]! };

  function evaluate(at: Float64Array, into: Float64Array): number {
    const { offsets, columns, values } = rows;
    let total = 0;
    for (let i = 0; i < size - 1; i += 1) {
      const away = at[i]! - origin[i]!;
      into[i] = penalty * away;
      total += 0.5 * penalty * away * away;
    }
    // A start's bias is known from many posts, and a few must not sweep it away; without one it is free.
    const shift = start ? at[size - 1]! - origin[size - 1]! : 0;
    into[size - 1] = penalty * shift;
    total += 0.5 * penalty * shift * shift;
    for (let row = 0; row < targets.length; row += 1) {
      if (targets[row]! < 0) continue;
      let margin = at[size - 1]!;
      for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) margin += at[columns[i]!]! * values[i]!;
      const sign = targets[row] === 1 ? margin : -margin;
      const decay = exponential(sign > 0 ? -sign : sign);
      total += importance[row]! * ((sign > 0 ? 0 : -sign) + naturalLog(1 + decay));
      const wrong = sign > 0 ? decay / (1 + decay) : 1 / (1 + decay);
      const pull = (targets[row] === 1 ? -wrong : wrong) * importance[row]!;
      into[size - 1]! += pull;
      for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) into[columns[i]!]! += pull * values[i]!;
    }
    return total;
  }
}

/** From one point to the next: how far it went, how the gradient changed, and the product of the two. */
type Move = { readonly step: Float64Array; readonly change: Float64Array; readonly product: number };

/** Where to go next, by what the last moves, oldest first, tell of the curvature. */
function twoLoops(gradient: Float64Array, moves: readonly Move[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const newest = moves.at(-1);
  if (newest === undefined) return direction;
  const shares = new Float64Array(moves.length);
  let product = dot(newest.step, direction);
  for (let i = moves.length - 1; i >= 0; i -= 1) {
    const { change } = moves[i]!;
    shares[i] = product / moves[i]!.product;
    product = i > 0 ? addAndDot(direction, change, -shares[i]!, moves[i - 1]!.step) : 0;
    if (i === 0) add(direction, change, -shares[i]!);
  }
  const scale = newest.product / dot(newest.change, newest.change);
  for (let i = 0; i < direction.length; i += 1) direction[i]! *= scale;
  product = dot(moves[0]!.change, direction);
  for (const [i, { step, product: own }] of moves.entries()) {
    const share = shares[i]! - product / own;
    if (i + 1 < moves.length) product = addAndDot(direction, step, share, moves[i + 1]!.change);
    else add(direction, step, share);
  }
  return direction;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += left[i]! * right[i]!;
  return sum;
}

function add(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1) target[i]! += factor * source[i]!;
}

/** `add`, and the product of what comes out with `other`, in one pass. */
function addAndDot(target: Float64Array, source: Float64Array, factor: number, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < target.length; i += 1) {
    const value = target[i]! + factor * source[i]!;
    target[i] = value;
    sum += other[i]! * value;
  }
  return sum;
}
