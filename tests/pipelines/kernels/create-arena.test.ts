import { expect, test } from 'vitest';
import { createArena, matrixBytes, padRows } from '#pipelines/kernels/create-arena.ts';
import { encodeRows, PER_PRODUCT } from '#pipelines/kernels/encode-rows.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { normalise } from '#pipelines/vectors/hash-terms.ts';

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
  const rows = fill(createArena(matrixBytes(count, width)).createMatrix(count, width), width, 7);
  for (let row = 0; row < count; row += 1) normalise(rows.values.subarray(row * rows.width, (row + 1) * rows.width));
  const order = Int32Array.from({ length: count }, (_, place) => count - 1 - place);
  const { codes, placeOf } = encodeRows(rows, order, 4096);
  const out = codes.arena.createInts(12 * padRows(rightCount));
  const places = codes.arena.createInts(2);
  codes.arena.dotBlockCodes({ codes, start: 0, count: leftCount }, { codes, start: leftCount, count: rightCount }, out);

  for (let i = 0; i < leftCount; i += 1) {
    for (let j = 0; j < rightCount; j += 1) {
      const product = out.values[i * padRows(rightCount) + j]! * PER_PRODUCT;
      expect(product).toBeCloseTo(dot(rows, order[i]!, rows, order[leftCount + j]!), 3);
    }
  }

  places.values.set([placeOf[0]!, placeOf[count - 1]!]);
  codes.arena.dotGatherCodes({ codes, start: placeOf[0]!, count: 1 }, codes, places.address, 2, out);
  expect(out.values[0]! * PER_PRODUCT).toBeCloseTo(1, 3);
  expect(out.values[1]! * PER_PRODUCT).toBeCloseTo(dot(rows, 0, rows, count - 1), 3);
});

test('gathered products and scaled additions agree with plain arithmetic', () => {
  const arena = createArena(matrixBytes(6, 40));
  const rows = fill(arena.createMatrix(6, 40), 40, 3);
  const index = arena.createInts(3);
  const out = arena.createMatrix(1, 3);
  index.values.set([5, 0, 2]);
  arena.dotGather({ matrix: rows, start: 1, count: 1 }, rows, index.address, 3, out);

  expect(out.values[0]).toBeCloseTo(dot(rows, 1, rows, 5), 4);
  expect(out.values[2]).toBeCloseTo(dot(rows, 1, rows, 2), 4);

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

function dot(left: Rows, i: number, right: Rows, j: number): number {
  let sum = 0;
  for (let d = 0; d < left.width; d += 1)
    sum += (left.values[i * left.width + d] ?? 0) * (right.values[j * right.width + d] ?? 0);
  return sum;
}
