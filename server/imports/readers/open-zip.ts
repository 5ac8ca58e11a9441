import type { Readable } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';
import { isAppError } from '#server/errors.ts';
import { unreadableFile } from '../unreadable-file.ts';

/** A workbook has some dozens of parts; a million tiny ones are an attack on whoever lists them. */
const MAX_ENTRIES = 5000;
/** More than a full sheet (1,048,576 rows) of long posts. */
const MAX_ENTRY_BYTES = 4 * 2 ** 30;
/** XML deflates to a tenth, seldom to a fiftieth. A small file that claims to be huge is a bomb. */
const MAX_RATIO = 300;
const RATIO_FREE_BYTES = 32 * 2 ** 20;

export type Zip = {
  readonly names: readonly string[];
  /** The unpacked bytes of one part; throws when there is none of that name. */
  read(name: string): Promise<AsyncIterable<Uint8Array>>;
  close(): void;
};

/** A zip file on disk, checked before anything is unpacked: number of parts, their names, their sizes and ratios. */
export async function openZip(path: string): Promise<Zip> {
  const file = await openFile(path).catch(refuse);
  const entries = await listEntries(file).catch((error: unknown) => {
    file.close();
    return refuse(error);
  });
  return {
    names: [...entries.keys()],
    read: async (name) => {
      const entry = entries.get(name);
      if (entry === undefined) throw unreadableFile(`The workbook has no part ${name}.`);
      return readEntry(file, entry);
    },
    close: () => file.close(),
  };
}

function openFile(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(
      path,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true },
      (error, file) => {
        if (error) reject(error);
        else resolve(file);
      },
    );
  });
}

function listEntries(file: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    if (file.entryCount > MAX_ENTRIES) reject(unreadableFile(`The zip file has more than ${MAX_ENTRIES} parts.`));
    file.on('error', reject);
    file.on('end', () => resolve(entries));
    file.on('entry', (entry: Entry) => {
      const problem = judge(entry);
      if (problem !== null) {
        reject(unreadableFile(problem));
        return;
      }
      entries.set(entry.fileName, entry);
      file.readEntry();
    });
    file.readEntry();
  });
}

function judge(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'The file is protected with a password. Save it without one.';
  if (entry.uncompressedSize > MAX_ENTRY_BYTES) return 'A part of the file unpacks to more than 4 GiB.';
  const isBomb = entry.uncompressedSize > RATIO_FREE_BYTES && entry.uncompressedSize > entry.compressedSize * MAX_RATIO;
  return isBomb ? 'A part of the file unpacks to more than 300 times its size: it looks like a zip bomb.' : null;
}

async function* readEntry(file: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    file.openReadStream(entry, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  }).catch(refuse);
  try {
    // Sizes are checked while unpacking: a header that lies ends here.
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    refuse(error);
  } finally {
    stream.destroy();
  }
}

function refuse(error: unknown): never {
  if (isAppError(error)) throw error;
  const message = error instanceof Error ? error.message : String(error);
  throw unreadableFile(`The zip container is damaged or not allowed (${message}).`, error);
}
