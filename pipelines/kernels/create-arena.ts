import { assembleKernels, BLOCK_ROWS, WIDTH_MULTIPLE } from './assemble-kernels.ts';

/** Rows of equal length in the arena's memory. `width` is a multiple of 16; missing columns and rows are zero. */
export type Matrix = RowsAt & { readonly arena: Arena; readonly values: Float32Array };

/** Rows of 16-bit integers; `width` is a multiple of 32. */
export type Codes = RowsAt & { readonly arena: Arena; readonly values: Int16Array };

/** Where rows are in their memory. */
export type RowsAt = { readonly rowCount: number; readonly width: number; readonly address: number };

/** Memory for matrices and the kernels that run over it. Other threads can use the same memory. */
export type Arena = {
  /** Sets some bytes apart for an arena of their own over the same memory, in this thread or another one. */
  readonly lend: (byteCount: number) => LentMemory;
  /** Rows are padded so that block kernels may read a few past the end. */
  readonly createMatrix: (rowCount: number, width: number) => Matrix;
  readonly createInts: (count: number) => Ints;
  readonly createCodes: (rowCount: number, width: number) => Codes;
  /** What another arena created in the same memory. */
  readonly openCodes: (at: RowsAt) => Codes;
  readonly openMatrix: (at: RowsAt) => Matrix;
  /** out[i * rightCount + j] = left row i . right row j; counts are padded by `padRows`. */
  readonly dotBlock: (left: Rows, right: Rows, out: Matrix) => void;
  /** As `dotBlock`, over codes. The sum of a row's squares must be below 2^31. */
  readonly dotBlockCodes: (left: CodeRows, right: CodeRows, out: Ints) => void;
  /** out[i] = query row . base row index[i]. */
  readonly dotGatherCodes: (query: CodeRows, base: Codes, indexAddress: number, count: number, out: Ints) => void;
  /** target row += scale * source row; in `columns` only, where they are given. */
  readonly addScaled: (
    source: Matrix,
    sourceRow: number,
    scale: number,
    target: Matrix,
    targetRow: number,
    columns?: Columns,
  ) => void;
  /** target row += weight * source row for each of the list, in its order; in `columns` only, where they are given. */
  readonly addRows: (source: Matrix, list: WeighedRows, target: Matrix, targetRow: number, columns?: Columns) => void;
  /** The same with rows of codes, in all of their columns; the target is as wide. */
  readonly addCodes: (source: Codes, list: WeighedRows, target: Matrix, targetRow: number) => void;
  /** Codes a row scaled to unit length; of zeros as zeros. The target is at least as wide. */
  readonly encodeUnit: (source: Matrix, sourceRow: number, target: Codes, targetRow: number) => void;
};

/** What `openArena` takes; it can be sent to other threads. The arena's own part is `start .. end`, in bytes. */
export type LentMemory = { readonly memory: WebAssembly.Memory; readonly start: number; readonly end: number };

/** Row numbers with a weight each, in the arena's memory: the first `count` of them are used. */
export type WeighedRows = { readonly rows: Ints; readonly weights: Matrix; readonly count: number };
export type Ints = { readonly address: number; readonly values: Int32Array };
/** Both are multiples of 16. */
export type Columns = { readonly start: number; readonly count: number };

/** A run of rows of a matrix. */
export type Rows = { readonly matrix: Matrix; readonly start: number; readonly count: number };
export type CodeRows = { readonly codes: Codes; readonly start: number; readonly count: number };

/** Compiled once; what an arena does with them stays in the arena. */
const KERNELS = new WebAssembly.Module(assembleKernels());
const PAGE_BYTES = 65536;
/** Room for the small scratch rows of stages that work on an arena's matrices in place. */
const SLACK_PAGES = 64;

/** Creates an arena of a fixed size: growing later would detach every view handed out before. */
export function createArena(byteCount: number): Arena {
  const pageCount = Math.ceil(byteCount / PAGE_BYTES) + SLACK_PAGES;
  const memory = new WebAssembly.Memory({ initial: pageCount, maximum: pageCount, shared: true });
  return openArena({ memory, start: 16, end: pageCount * PAGE_BYTES });
}

/** Creates an arena in memory that was lent. */
export function openArena({ memory, start, end }: LentMemory): Arena {
  const kernels = new WebAssembly.Instance(KERNELS, { env: { memory } }).exports as Kernels;
  let next = start;

  function reserve(bytes: number): number {
    const address = next;
    next += Math.ceil(bytes / 16) * 16;
    if (next > end) throw new RangeError(`an arena of ${end - start} bytes is too small`);
    return address;
  }

  const arena: Arena = {
    lend(bytes) {
      const address = reserve(bytes);
      return { memory, start: address, end: next };
    },
    createMatrix(rowCount, width) {
      return arena.openMatrix({ rowCount, width: padWidth(width), address: reserve(matrixBytes(rowCount, width)) });
    },
    openMatrix(at) {
      return { ...at, arena, values: new Float32Array(memory.buffer, at.address, at.rowCount * at.width) };
    },
    createInts(count) {
      const address = reserve(count * 4);
      return { address, values: new Int32Array(memory.buffer, address, count) };
    },
    createCodes(rowCount, width) {
      return arena.openCodes({ rowCount, width: padCodeWidth(width), address: reserve(codeBytes(rowCount, width)) });
    },
    openCodes(at) {
      return { ...at, arena, values: new Int16Array(memory.buffer, at.address, at.rowCount * at.width) };
    },
    dotBlock(left, right, out) {
      const rowBytes = left.matrix.width * 4;
      kernels.dotBlock(
        left.matrix.address + left.start * rowBytes,
        padRows(left.count, BLOCK_ROWS.left),
        right.matrix.address + right.start * rowBytes,
        padRows(right.count, BLOCK_ROWS.right),
        rowBytes,
        out.address,
      );
    },
    dotBlockCodes(left, right, out) {
      const rowBytes = left.codes.width * 2;
      kernels.dotBlockCodes(
        left.codes.address + left.start * rowBytes,
        padRows(left.count, BLOCK_ROWS.left),
        right.codes.address + right.start * rowBytes,
        padRows(right.count, BLOCK_ROWS.right),
        rowBytes,
        out.address,
      );
    },
    dotGatherCodes(query, base, indexAddress, count, out) {
      const rowBytes = base.width * 2;
      const from = query.codes.address + query.start * rowBytes;
      kernels.dotGatherCodes(from, base.address, indexAddress, count, rowBytes, out.address);
    },
    addScaled(source, sourceRow, scale, target, targetRow, columns = { start: 0, count: source.width }) {
      const rowBytes = source.width * 4;
      const skip = columns.start * 4;
      const from = source.address + sourceRow * rowBytes + skip;
      kernels.addScaled(from, scale, target.address + targetRow * rowBytes + skip, columns.count * 4);
    },
    addRows(source, { rows, weights, count }, target, targetRow, columns = { start: 0, count: source.width }) {
      const rowBytes = source.width * 4;
      const skip = columns.start * 4;
      kernels.addRows(
        source.address + skip,
        rows.address,
        weights.address,
        count * 4,
        target.address + targetRow * rowBytes + skip,
        rowBytes,
        columns.count * 4,
      );
    },
    addCodes(source, { rows, weights, count }, target, targetRow) {
      const rowBytes = source.width * 2;
      const into = target.address + targetRow * target.width * 4;
      kernels.addCodes(source.address, rows.address, weights.address, count * 4, into, rowBytes, rowBytes);
    },
    encodeUnit(source, sourceRow, target, targetRow) {
      const rowBytes = source.width * 4;
      kernels.encodeUnit(
        source.address + sourceRow * rowBytes,
        target.address + targetRow * target.width * 2,
        rowBytes,
      );
    },
  };
  return arena;
}

/** Codes, or a matrix, for the threads of a pool, each of which has some of their memory for itself. */
export type LentRows = RowsAt & { readonly lent: readonly LentMemory[] };

/** Lends rows to the threads of a pool of this size. `byteCount`: what each of them takes of the arena besides. */
export function lendRows(
  { arena, rowCount, width, address }: Codes | Matrix,
  size: number,
  byteCount: number,
): LentRows {
  return { rowCount, width, address, lent: Array.from({ length: size }, () => arena.lend(byteCount)) };
}

/** Codes that were lent to this thread. */
export function openCodes({ lent, ...at }: LentRows, hand: number): Codes {
  return openArena(lent[hand]!).openCodes(at);
}

/** A matrix that was lent to this thread. */
export function openMatrix({ lent, ...at }: LentRows, hand: number): Matrix {
  return openArena(lent[hand]!).openMatrix(at);
}

/** Bytes that `createMatrix` takes, for adding up the size of an arena. */
export function matrixBytes(rowCount: number, width: number): number {
  return (rowCount + BLOCK_ROWS.left) * padWidth(width) * 4 + 16;
}

/** Bytes that `createCodes` takes. */
export function codeBytes(rowCount: number, width: number): number {
  return (rowCount + BLOCK_ROWS.left) * padCodeWidth(width) * 2 + 16;
}

/** The number of columns that `dotBlock` writes for `count` right-hand rows. */
export function padRows(count: number, multiple: number = BLOCK_ROWS.right): number {
  return Math.ceil(count / multiple) * multiple;
}

function padWidth(width: number): number {
  return Math.ceil(width / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
}

function padCodeWidth(width: number): number {
  return Math.ceil(width / (2 * WIDTH_MULTIPLE)) * 2 * WIDTH_MULTIPLE;
}

type DotBlock = (
  left: number,
  leftCount: number,
  right: number,
  rightCount: number,
  rowBytes: number,
  out: number,
) => void;
type DotGather = (query: number, base: number, index: number, count: number, rowBytes: number, out: number) => void;
type AddRows = (
  source: number,
  rows: number,
  weights: number,
  listBytes: number,
  target: number,
  rowBytes: number,
  columnBytes: number,
) => void;
type Kernels = {
  readonly dotBlock: DotBlock;
  readonly dotBlockCodes: DotBlock;
  readonly dotGatherCodes: DotGather;
  readonly addScaled: (source: number, scale: number, target: number, rowBytes: number) => void;
  readonly addRows: AddRows;
  readonly addCodes: AddRows;
  readonly encodeUnit: (source: number, target: number, rowBytes: number) => void;
};
