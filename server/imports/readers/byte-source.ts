import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** Bytes that can be read more than once: the format and the encoding are found in a first pass. */
export type ByteSource = {
  /** As the person named it, to break ties between formats. */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
};

export function fileSource(path: string): ByteSource {
  return { name: basename(path), open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
}

export function bufferSource(bytes: Uint8Array, name = ''): ByteSource {
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}
