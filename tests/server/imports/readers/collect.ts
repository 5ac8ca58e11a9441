import type { ByteSource } from '#server/imports/readers/byte-source.ts';
import { FileSettings } from '#server/imports/readers/file-settings.ts';
import type { ReadEntry } from '#server/imports/readers/read-entry.ts';
import { readRecords } from '#server/imports/readers/read-records.ts';

/** A source whose bytes arrive in pieces of the given sizes, over and over. */
export function pieceSource(bytes: Uint8Array, sizes: readonly number[], name = ''): ByteSource {
  return {
    name,
    async *open() {
      let offset = 0;
      for (let turn = 0; offset < bytes.length; turn++) {
        const size = sizes[turn % sizes.length] ?? bytes.length;
        yield bytes.subarray(offset, offset + size);
        offset += size;
      }
    },
  };
}

export function textSource(text: string, name = ''): ByteSource {
  return pieceSource(Buffer.from(text), [65_536], name);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export async function readAll(source: ByteSource, settings: Partial<FileSettings> = {}): Promise<ReadEntry[]> {
  return collect(readRecords(source, FileSettings.parse({ format: 'csv', ...settings })));
}

/** Plain copies: records have no prototype, and `toEqual` on them is about their keys and values. */
export function recordsOf(entries: readonly ReadEntry[]): unknown[] {
  return entries.map((entry) => ('record' in entry ? Object.fromEntries(Object.entries(entry.record)) : entry.reason));
}
