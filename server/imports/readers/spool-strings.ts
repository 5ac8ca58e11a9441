import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Texts by number, kept on disk. */
export type StringSpool = { add(text: string): void; get(index: number): string | null; close(): void };

const BLOCK_BYTES = 64 * 1024;
/** Sheets refer to their strings mostly in order, and to a few short ones again and again. */
const CACHED_BLOCKS = 64;

/**
 * The shared strings of a workbook hold nearly all of its text, and cells refer to them by number: kept in memory they
 * would grow with the file. Here they are on disk, with eight bytes of memory each and four megabytes of cache.
 */
export function spoolStrings(path: string): StringSpool {
  const file = openSync(path, 'w+');
  let ends = new Float64Array(1024);
  let count = 0;
  let written = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const blocks = new Map<number, Buffer>();

  function add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    pending.push(bytes);
    pendingBytes += bytes.length;
    if (count === ends.length) {
      const larger = new Float64Array(ends.length * 2);
      larger.set(ends);
      ends = larger;
    }
    ends[count++] = written + pendingBytes;
    if (pendingBytes >= BLOCK_BYTES) flush();
  }

  function flush(): void {
    if (pendingBytes === 0) return;
    writeSync(file, Buffer.concat(pending), 0, pendingBytes, written);
    written += pendingBytes;
    pending = [];
    pendingBytes = 0;
    blocks.clear();
  }

  function get(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= count) return null;
    flush();
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const end = ends[index] ?? start;
    const parts: Buffer[] = [];
    for (let block = Math.floor(start / BLOCK_BYTES); block * BLOCK_BYTES < end; block++) {
      const offset = block * BLOCK_BYTES;
      parts.push(readBlock(block).subarray(Math.max(0, start - offset), end - offset));
    }
    return Buffer.concat(parts).toString('utf8');
  }

  function readBlock(block: number): Buffer {
    const known = blocks.get(block);
    if (known !== undefined) {
      blocks.delete(block);
      blocks.set(block, known);
      return known;
    }
    const bytes = Buffer.alloc(BLOCK_BYTES);
    const length = readSync(file, bytes, 0, BLOCK_BYTES, block * BLOCK_BYTES);
    const oldest = blocks.keys().next();
    if (blocks.size >= CACHED_BLOCKS && !oldest.done) blocks.delete(oldest.value);
    const kept = bytes.subarray(0, length);
    blocks.set(block, kept);
    return kept;
  }

  return { add, get, close: () => closeSync(file) };
}
