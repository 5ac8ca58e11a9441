import { expect, test } from 'vitest';
import { ONE } from '#pipelines/kernels/assemble-kernels.ts';
import { codeBytes, createArena, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { PER_PRODUCT, readRow, reorderRows } from '#pipelines/kernels/encode-rows.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';
import { codeRows } from './code-rows.ts';

test.each([
  [1, 1, 3],
  [5, 7, 16],
  [9, 4, 37],
  [12, 13, 384],
])('%i by %i rows of %i columns multiply as in plain arithmetic', (leftCount, rightCount, width) => {
  const arena = createArena(matrixBytes(leftCount, width) + matrixBytes(rightCount, width) + matrixBytes(16, 32));
  const left = fill(arena.createMatrix(leftCount, width), width, 1);
  const right = fill(arena.createMatrix(rightCount, width), width, 2);
  const out = arena.createMatrix(16, 32);
  arena.dotBlock({ matrix: left, start: 0, count: leftCount }, { matrix: right, start: 0, count: rightCount }, out);

  for (let i = 0; i < leftCount; i += 1) {
    for (let j = 0; j < rightCount; j += 1) {
      expect(out.values[i * padRows(rightCount) + j]).toBeCloseTo(dot(left, i, right, j), 4);
    }
  }
});

test.each([
  [1, 3, 16],
  [6, 5, 40],
  [9, 4, 576],
])('%i by %i coded rows of %i columns multiply as the rows do', (leftCount, rightCount, width) => {
  const count = leftCount + rightCount;
  const rows = drawUnitRows(count, width);
  const codes = codeRows(rows, 4096);
  const out = codes.arena.createInts(12 * padRows(rightCount));
  codes.arena.dotBlockCodes({ codes, start: 0, count: leftCount }, { codes, start: leftCount, count: rightCount }, out);

  for (let i = 0; i < leftCount; i += 1) {
    for (let j = 0; j < rightCount; j += 1) {
      const product = out.values[i * padRows(rightCount) + j]! * PER_PRODUCT;
      expect(product).toBeCloseTo(dotOf(rows[i]!, rows[leftCount + j]!), 3);
    }
  }

  const numbers = codes.arena.createInts(2);
  numbers.values.set([0, count - 1]);
  codes.arena.dotGatherCodes({ codes, start: 0, count: 1 }, codes, numbers.address, 2, out);
  expect(out.values[0]! * PER_PRODUCT).toBeCloseTo(1, 3);
  expect(out.values[1]! * PER_PRODUCT).toBeCloseTo(dotOf(rows[0]!, rows[count - 1]!), 3);
});

test.each([16, 40, 576])('coded rows of %i columns are added as the rows are', (width) => {
  const rows = drawUnitRows(5, width);
  const codes = codeRows(rows, matrixBytes(2, width) + 4096);
  const { arena } = codes;
  const list = { rows: arena.createInts(3), weights: arena.createMatrix(1, 3), count: 3 };
  const sum = arena.createMatrix(2, codes.width);
  list.rows.values.set([4, 0, 4]);
  list.weights.values.set([0.7, -1.3, 0.1]);
  sum.values.fill(1);
  arena.addCodes(codes, list, sum, 1);

  const [first, last] = [readRow(codes, 0), readRow(codes, 4)];
  const expected = last.map((value, d) => 1 + 0.8 * 16384 * value - 1.3 * 16384 * (first[d] ?? 0));
  for (const [d, value] of expected.entries()) expect(sum.values[codes.width + d]).toBeCloseTo(value, 1);
  expect(new Set(sum.values.subarray(0, codes.width))).toEqual(new Set([1]));
});

test('rows move within their memory to any order', () => {
  const rows = drawUnitRows(7, 16);
  const codes = codeRows(rows);
  const before = rows.map((_, row) => readRow(codes, row));
  const order = [3, 1, 0, 6, 5, 4, 2];
  reorderRows(codes, Int32Array.from(order));

  expect(rows.map((_, row) => readRow(codes, row))).toEqual(order.map((row) => before[row]));
});

test.each([16, 48, 576])('a row of %i columns is coded at unit length, zeros as zeros', (width) => {
  const arena = createArena(matrixBytes(3, width) + codeBytes(3, width));
  const source = fill(arena.createMatrix(3, width), width, 4);
  source.values.fill(0, source.width);
  const target = arena.createCodes(3, width);
  target.values.fill(7);
  arena.encodeUnit(source, 0, target, 2);
  arena.encodeUnit(source, 1, target, 0);

  const unit = source.values.slice(0, width);
  normalise(unit);
  const coded = readRow(target, 2);
  for (const [d, value] of unit.entries()) expect(Math.abs(coded[d]! - value)).toBeLessThanOrEqual(0.6 / ONE);
  expect(readRow(target, 0).slice(0, width)).toEqual(new Array(width).fill(0));
  expect(readRow(target, 1)[0]).toBe(7 / ONE);
});

test('scaled additions agree with plain arithmetic', () => {
  const arena = createArena(matrixBytes(6, 40));
  const rows = fill(arena.createMatrix(6, 40), 40, 3);
  const before = rows.values.slice();
  arena.addScaled(rows, 4, 0.5, rows, 3);
  for (let d = 0; d < 40; d += 1) {
    const sum = (before[3 * rows.width + d] ?? 0) + 0.5 * (before[4 * rows.width + d] ?? 0);
    expect(rows.values[3 * rows.width + d]).toBeCloseTo(sum, 5);
  }
});

test('rows added together are the bits that rows added one by one are, in the columns asked for only', () => {
  const arena = createArena(matrixBytes(6, 80));
  const rows = fill(arena.createMatrix(6, 80), 80, 4);
  const list = { rows: arena.createInts(3), weights: arena.createMatrix(1, 3), count: 3 };
  const together = fill(arena.createMatrix(2, 80), 80, 5);
  const oneByOne = fill(arena.createMatrix(2, 80), 80, 5);
  const before = together.values.slice();
  list.rows.values.set([4, 0, 4]);
  list.weights.values.set([0.7, -1.3, 0.1]);
  for (const i of [0, 1, 2]) {
    arena.addScaled(rows, list.rows.values[i] ?? 0, list.weights.values[i] ?? 0, oneByOne, 1);
  }

  arena.addRows(rows, list, together, 1, { start: 16, count: 32 });
  expect(together.values.subarray(96, 128)).toEqual(oneByOne.values.subarray(96, 128));
  expect(together.values.subarray(0, 96)).toEqual(before.subarray(0, 96));
  expect(together.values.subarray(128)).toEqual(before.subarray(128));

  arena.addRows(rows, { ...list, count: 1 }, together, 0);
  arena.addScaled(rows, 4, 0.7, oneByOne, 0);
  expect(together.values.subarray(0, 80)).toEqual(oneByOne.values.subarray(0, 80));
});

test('an arena that is too small says so', () => {
  expect(() => createArena(16).createMatrix(1_000_000, 16)).toThrow(RangeError);
});

type Rows = { readonly width: number; readonly values: Float32Array; readonly rowCount: number };

function fill<T extends Rows>(matrix: T, width: number, seed: number): T {
  const random = createRandom(seed);
  for (let row = 0; row < matrix.rowCount; row += 1) {
    for (let d = 0; d < width; d += 1) matrix.values[row * matrix.width + d] = random.next() - 0.5;
  }
  return matrix;
}

function drawUnitRows(count: number, width: number): Float32Array[] {
  const random = createRandom(7);
  return Array.from({ length: count }, () => {
    const row = Float32Array.from({ length: width }, () => random.next() - 0.5);
    normalise(row);
    return row;
  });
}

function dotOf(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, d) => sum + value * right[d]!, 0);
}

function dot(left: Rows, i: number, right: Rows, j: number): number {
  let sum = 0;
  for (let d = 0; d < left.width; d += 1)
    sum += (left.values[i * left.width + d] ?? 0) * (right.values[j * right.width + d] ?? 0);
  return sum;
}
