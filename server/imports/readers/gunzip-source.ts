import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { unreadableFile } from '../unreadable-file.ts';
import type { ByteSource } from './byte-source.ts';

/** A gzip of a few megabytes can unpack to terabytes; eight gibibytes is more than any community writes. */
const MAX_UNPACKED_BYTES = 8 * 2 ** 30;

/** The unpacked bytes of a gzipped source, in constant memory. */
export function gunzipSource(source: ByteSource): ByteSource {
  return { name: source.name.replace(/\.gz$/i, ''), open: () => gunzipBytes(source.open()) };
}

async function* gunzipBytes(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // The error reaches the loop below through the stream itself.
  pipeline(Readable.from(packed), gunzip, () => {});
  let unpackedBytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      if (unpackedBytes > MAX_UNPACKED_BYTES) throw unreadableFile('The gzip file unpacks to more than 8 GiB.');
      yield chunk;
    }
  } catch (error) {
    throw explain(error);
  } finally {
    gunzip.destroy();
  }
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') return unreadableFile('The gzip file ends too early: it was not copied whole.');
  if (code.startsWith('Z_')) return unreadableFile('The gzip file is damaged and cannot be unpacked.');
  return error;
}
