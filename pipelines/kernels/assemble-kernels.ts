// WebAssembly SIMD kernels, assembled here from opcodes so that the repository needs no compiler for them.
// Lane-wise f32 multiply and add are exact IEEE operations in a fixed order, integers are exact in any: results are the
// same on every machine.

/** Opcodes of the WebAssembly core and fixed-width SIMD instruction sets that the kernels use. */
const OP = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Load: 0x28,
  i32Store: 0x36,
  f32Load: 0x2a,
  f32Store: 0x38,
  i32Const: 0x41,
  i32GeU: 0x4f,
  i32Add: 0x6a,
  i32Mul: 0x6c,
  i32Shl: 0x74,
  i32ShrU: 0x76,
  f32Const: 0x43,
  f32Sqrt: 0x91,
  f32Add: 0x92,
  f32Div: 0x95,
  simd: 0xfd,
} as const;
const SIMD = {
  load: 0x00,
  /** Four 16-bit integers as 32-bit ones. */
  loadShorts: 0x03,
  store: 0x0b,
  constant: 0x0c,
  splat: 0x13,
  lane: 0x1f,
  add: 0xe4,
  mul: 0xe6,
  i32Lane: 0x1b,
  i32Add: 0xae,
  /** Products of eight pairs of 16-bit integers, added two by two. */
  i16Dot: 0xba,
  toFloats: 0xfa,
  nearest: 0x6a,
  /** NaN becomes 0. */
  toInts: 0xf8,
  /** Eight 32-bit integers as 16-bit ones. */
  narrow: 0x85,
} as const;
const TYPE = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

const MOST_PAGES = 65536;

/** Rows of the left and of the right matrix that one pass of `dotBlock` keeps in registers. */
export const BLOCK_ROWS = { left: 4, right: 2 } as const;

/** Rows are padded to this many columns: kernels add four vectors of four at a time. */
export const WIDTH_MULTIPLE = 16;

const KERNELS = ['dotBlock', 'addScaled', 'addRows', 'dotBlockCodes', 'dotGatherCodes', 'addCodes', 'encodeUnit'];

/** What 1 is coded as. Products of unit rows stay below 2^28 and are off by less than a thousandth of a hundredth. */
export const ONE = 1 << 14;

/** How two vectors of lanes are multiplied and added up, and how a sum of lanes is stored. */
type Lanes = { readonly multiply: number; readonly add: number; readonly total: (local: number) => number[] };
const FLOATS: Lanes = {
  multiply: SIMD.mul,
  add: SIMD.add,
  total: (local) => [...sumLanes(local, SIMD.lane, OP.f32Add), OP.f32Store, 2, 0],
};
const CODES: Lanes = {
  multiply: SIMD.i16Dot,
  add: SIMD.i32Add,
  total: (local) => [...sumLanes(local, SIMD.i32Lane, OP.i32Add), OP.i32Store, 2, 0],
};

/**
 * The bytes of a module that imports `env.memory` and exports `dotBlock`, `addScaled`, `addRows` over rows of 32-bit
 * floats, `dotBlockCodes`, `dotGatherCodes`, `addCodes` over rows of 16-bit integers, and `encodeUnit` from the ones to
 * the others.
 */
export function assembleKernels(): Uint8Array<ArrayBuffer> {
  const { i32, f32 } = TYPE;
  const bodies = [
    ...[dotBlockBody(FLOATS), addScaledBody(), addRowsBody(OF_FLOATS)],
    ...[dotBlockBody(CODES), dotGatherCodesBody(), addRowsBody(OF_CODES), encodeUnitBody()],
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [
      4,
      ...functionType([i32, i32, i32, i32, i32, i32]),
      ...functionType([i32, f32, i32, i32]),
      ...functionType([i32, i32, i32, i32, i32, i32, i32]),
      ...functionType([i32, i32, i32]),
    ]),
    // Shared with other threads, from one page up to as many as there may be.
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0x03, 0x01, ...unsigned(MOST_PAGES)]),
    ...section(3, [bodies.length, 0, 1, 2, 0, 0, 2, 3]),
    ...section(7, [bodies.length, ...KERNELS.flatMap((kernel, index) => [...name(kernel), 0, index])]),
    ...section(10, [bodies.length, ...bodies.flatMap((body) => [...unsigned(body.length), ...body])]),
  ]);
}

/** out[i * rightCount + j] = left[i] . right[j], four bytes each; parameters: left, leftCount, right, rightCount, rowBytes, out. */
function dotBlockBody({ multiply, add, total }: Lanes): number[] {
  const [left, leftCount, right, rightCount, rowBytes, out] = [0, 1, 2, 3, 4, 5];
  const [i, j, offset, rightRow, cell] = [6, 7, 8, 9, 10];
  const firstSum = 11;
  const firstRight = firstSum + BLOCK_ROWS.left * BLOCK_ROWS.right;
  const leftVector = firstRight + BLOCK_ROWS.right;
  const sum = (row: number, column: number) => firstSum + row * BLOCK_ROWS.right + column;
  const rows = [...Array(BLOCK_ROWS.left).keys()];
  const columns = [...Array(BLOCK_ROWS.right).keys()];
  const clear = rows.flatMap((row) => columns.flatMap((column) => [...zeroVector(), ...set(sum(row, column))]));
  const inner = [
    ...columns.flatMap((column) => [
      ...rowAddress(get(rightRow), column, rowBytes, offset),
      ...loadVector(),
      ...set(firstRight + column),
    ]),
    ...rows.flatMap((row) => [
      ...rowAddress(get(left), row, rowBytes, offset),
      ...loadVector(),
      ...set(leftVector),
      ...columns.flatMap((column) => [
        ...[...get(sum(row, column)), ...get(leftVector), ...get(firstRight + column)],
        ...[...simd(multiply), ...simd(add), ...set(sum(row, column))],
      ]),
    ]),
    ...step(offset, constant(16)),
  ];
  const store = rows.flatMap((row) =>
    columns.flatMap((column) => [
      // Address: cell + row * rightCount * 4 + column * 4.
      ...[
        ...get(cell),
        ...constant(row * 4),
        ...get(rightCount),
        OP.i32Mul,
        OP.i32Add,
        ...constant(column * 4),
        OP.i32Add,
      ],
      ...total(sum(row, column)),
    ]),
  );
  const overRight = [
    ...[...clear, ...constant(0), ...set(offset)],
    ...loopUntil(offset, get(rowBytes), inner),
    ...[...get(out), ...get(j), ...constant(2), OP.i32Shl, OP.i32Add, ...set(cell), ...store],
    ...[
      ...step(rightRow, [...constant(BLOCK_ROWS.right), ...get(rowBytes), OP.i32Mul]),
      ...step(j, constant(BLOCK_ROWS.right)),
    ],
  ];
  const overLeft = [
    ...[...get(right), ...set(rightRow), ...constant(0), ...set(j)],
    ...loopUntil(j, get(rightCount), overRight),
    ...step(left, [...constant(BLOCK_ROWS.left), ...get(rowBytes), OP.i32Mul]),
    ...step(out, [...constant(BLOCK_ROWS.left * 4), ...get(rightCount), OP.i32Mul]),
    ...step(i, constant(BLOCK_ROWS.left)),
  ];
  const vectors = BLOCK_ROWS.left * BLOCK_ROWS.right + BLOCK_ROWS.right + 1;
  return body(
    [
      [5, TYPE.i32],
      [vectors, TYPE.v128],
    ],
    loopUntil(i, get(leftCount), overLeft),
  );
}

/** Rows that one pass of `dotGatherCodes` reads side by side: what one waits for in memory the others wait for, too. */
const GATHERED = 4;

/** out[i] = query . base[index[i]]; parameters: query, base, index, count, rowBytes, out. */
function dotGatherCodesBody(): number[] {
  const [query, base, index, count, rowBytes, out] = [0, 1, 2, 3, 4, 5];
  const [i, offset, from, whole] = [6, 7, 8, 9];
  const firstRow = 10;
  const firstSum = firstRow + GATHERED;
  const part = firstSum + GATHERED;
  const { multiply, add, total } = CODES;
  const products = (rowCount: number) => {
    const rows = [...Array(rowCount).keys()];
    const inner = [
      ...[...get(query), ...get(offset), OP.i32Add, ...set(from)],
      ...[0, 16, 32, 48].flatMap((skip) => [
        ...[...get(from), ...loadVector(skip), ...set(part)],
        ...rows.flatMap((row) => [
          ...[...get(firstSum + row), ...get(part)],
          ...[...get(firstRow + row), ...get(offset), OP.i32Add, ...loadVector(skip)],
          ...[...simd(multiply), ...simd(add), ...set(firstSum + row)],
        ]),
      ]),
      ...step(offset, constant(64)),
    ];
    return [
      ...rows.flatMap((row) => [
        ...[...get(index), OP.i32Load, 2, ...unsigned(4 * row), ...get(rowBytes), OP.i32Mul, ...get(base), OP.i32Add],
        ...[...set(firstRow + row), ...zeroVector(), ...set(firstSum + row)],
      ]),
      ...[...constant(0), ...set(offset), ...loopUntil(offset, get(rowBytes), inner)],
      ...rows.flatMap((row) => [...get(out), ...constant(4 * row), OP.i32Add, ...total(firstSum + row)]),
      ...[out, index].flatMap((local) => step(local, constant(4 * rowCount))),
      ...step(i, constant(rowCount)),
    ];
  };
  return body(
    [
      [4 + GATHERED, TYPE.i32],
      [GATHERED + 1, TYPE.v128],
    ],
    [
      ...[...get(count), ...constant(2), OP.i32ShrU, ...constant(2), OP.i32Shl, ...set(whole)],
      ...loopUntil(i, get(whole), products(GATHERED)),
      ...loopUntil(i, get(count), products(1)),
    ],
  );
}

/** target[] += scale * source[]; parameters: source, scale, target, rowBytes. */
function addScaledBody(): number[] {
  const [source, scale, target, rowBytes, offset] = [0, 1, 2, 3, 4];
  const inner = [
    ...[...get(target), ...get(offset), OP.i32Add],
    ...[...get(target), ...get(offset), OP.i32Add, ...loadVector()],
    ...[...get(source), ...get(offset), OP.i32Add, ...loadVector(), ...get(scale), ...simd(SIMD.splat)],
    ...[...simd(SIMD.mul), ...simd(SIMD.add), ...simd(SIMD.store), 4, 0, ...step(offset, constant(16))],
  ];
  return body([[1, TYPE.i32]], loopUntil(offset, get(rowBytes), inner));
}

/** What `addRows` adds: how four columns from a byte offset on become floats, and the bytes that they take. */
type Source = { readonly bytes: number; readonly load: (skip: number) => number[] };
const OF_FLOATS: Source = { bytes: 16, load: (skip) => loadVector(skip) };
const OF_CODES: Source = {
  bytes: 8,
  load: (skip) => [...simd(SIMD.loadShorts), 3, ...unsigned(skip), ...simd(SIMD.toFloats)],
};

/**
 * target[] += weight[i] * base[index[i]] for one i after the other, as `addScaled` would, but held in registers
 * meanwhile; the target holds floats. Parameters: base, index, weight, listBytes, target, strideBytes, columnBytes, the
 * last two of the source.
 */
function addRowsBody({ bytes, load }: Source): number[] {
  const [base, index, weight, listBytes, target, strideBytes, columnBytes] = [0, 1, 2, 3, 4, 5, 6];
  const [offset, i, from, factor] = [7, 8, 9, 10];
  const sums = [11, 12, 13, 14];
  const add = [
    ...[...get(index), ...get(i), OP.i32Add, OP.i32Load, 2, 0, ...get(strideBytes), OP.i32Mul],
    ...[...get(base), OP.i32Add, ...get(offset), OP.i32Add, ...set(from)],
    ...[...get(weight), ...get(i), OP.i32Add, OP.f32Load, 2, 0, ...simd(SIMD.splat), ...set(factor)],
    ...sums.flatMap((sum, part) => [
      ...[...get(sum), ...get(from), ...load(part * bytes), ...get(factor)],
      ...[...simd(SIMD.mul), ...simd(SIMD.add), ...set(sum)],
    ]),
    ...step(i, constant(4)),
  ];
  const each = [
    ...sums.flatMap((sum, part) => [...get(target), ...loadVector(part * 16), ...set(sum)]),
    ...[...constant(0), ...set(i), ...loopUntil(i, get(listBytes), add)],
    ...sums.flatMap((sum, part) => [...get(target), ...get(sum), ...simd(SIMD.store), 4, ...unsigned(part * 16)]),
    ...[...step(target, constant(64)), ...step(offset, constant(4 * bytes))],
  ];
  return body(
    [
      [3, TYPE.i32],
      [5, TYPE.v128],
    ],
    loopUntil(offset, get(columnBytes), each),
  );
}

/**
 * target[] = source[] scaled to the length that `ONE` stands for, as integers; zeros stay zeros. Parameters: source, target,
 * rowBytes of the source.
 */
function encodeUnitBody(): number[] {
  const [source, target, rowBytes] = [0, 1, 2];
  const [offset, from, factor] = [3, 4, 5];
  const sums = [6, 7, 8, 9];
  const parts = [0, 1, 2, 3];
  const here = [...get(source), ...get(offset), OP.i32Add, ...set(from)];
  const addSquares = [
    ...here,
    ...parts.flatMap((part) => [
      ...[...get(from), ...loadVector(part * 16), ...setAndKeep(factor), ...get(factor), ...simd(SIMD.mul)],
      ...[...get(sums[part]!), ...simd(SIMD.add), ...set(sums[part]!)],
    ]),
    ...step(offset, constant(64)),
  ];
  const [first, second, third, fourth] = sums;
  const joined = [
    ...[...get(first!), ...get(second!), ...simd(SIMD.add), ...get(third!), ...get(fourth!), ...simd(SIMD.add)],
    ...[...simd(SIMD.add), ...set(first!)],
  ];
  const encode = (part: number) => [
    ...[...get(from), ...loadVector(part * 16), ...get(factor), ...simd(SIMD.mul)],
    ...[...simd(SIMD.nearest), ...simd(SIMD.toInts)],
  ];
  const write = [
    ...here,
    ...[0, 1].flatMap((half) => [
      ...[...get(target), ...encode(2 * half), ...encode(2 * half + 1)],
      ...[...simd(SIMD.narrow), ...simd(SIMD.store), 4, ...unsigned(16 * half)],
    ]),
    ...[...step(target, constant(32)), ...step(offset, constant(64))],
  ];
  return body(
    [
      [2, TYPE.i32],
      [5, TYPE.v128],
    ],
    [
      ...loopUntil(offset, get(rowBytes), addSquares),
      ...[...joined, OP.f32Const, ...floatBytes(ONE), ...sumLanes(first!, SIMD.lane, OP.f32Add)],
      ...[OP.f32Sqrt, OP.f32Div, ...simd(SIMD.splat), ...set(factor), ...constant(0), ...set(offset)],
      ...loopUntil(offset, get(rowBytes), write),
    ],
  );
}

function loopUntil(counter: number, limit: number[], content: number[]): number[] {
  const leave = [...get(counter), ...limit, OP.i32GeU, OP.branchIf, 1];
  return [OP.block, 0x40, OP.loop, 0x40, ...leave, ...content, OP.branch, 0, OP.end, OP.end];
}

function rowAddress(start: number[], row: number, rowBytes: number, offset: number): number[] {
  const skip = row === 0 ? [] : [...constant(row), ...get(rowBytes), OP.i32Mul, OP.i32Add];
  return [...start, ...skip, ...get(offset), OP.i32Add];
}

/** ((lane0 + lane1) + lane2) + lane3, always in this order. */
function sumLanes(local: number, extract: number, add: number): number[] {
  const lane = (index: number) => [...get(local), ...simd(extract), index];
  return [...lane(0), ...lane(1), add, ...lane(2), add, ...lane(3), add];
}

const get = (local: number) => [OP.localGet, local];
const set = (local: number) => [OP.localSet, local];
const setAndKeep = (local: number) => [OP.localTee, local];
const constant = (value: number) => [OP.i32Const, ...signed(value)];
const step = (local: number, by: number[]) => [...get(local), ...by, OP.i32Add, ...set(local)];
const simd = (code: number) => [OP.simd, ...unsigned(code)];
const loadVector = (skip = 0) => [...simd(SIMD.load), 4, ...unsigned(skip)];
const zeroVector = () => [...simd(SIMD.constant), ...Array<number>(16).fill(0)];
const name = (text: string) => [text.length, ...[...text].map((letter) => letter.charCodeAt(0))];
const functionType = (parameters: number[]) => [0x60, parameters.length, ...parameters, 0];
const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];

function body(locals: [count: number, type: number][], code: number[]): number[] {
  return [locals.length, ...locals.flat(), ...code, OP.end];
}

function floatBytes(value: number): Uint8Array {
  return new Uint8Array(Float32Array.of(value).buffer);
}

/** LEB128 of a non-negative integer. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a small non-negative integer: bit 6 of the last byte must stay clear. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
