import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { uploadChunks, uploads } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { cleanText } from './clean-text.ts';
import { removeStaleUploads } from './remove-stale-uploads.ts';

export type Upload = typeof uploads.$inferSelect;

/** Large enough that a gigabyte is a thousand rows, small enough to hold several in memory. */
const CHUNK_BYTES = 1024 * 1024;
const MAX_NAME_LENGTH = 200;

/**
 * Stores a file as it arrives, in the database, so that any worker can read it. Holds one chunk in memory.
 * @throws AppError `too_large` when it has more than `maxBytes`; nothing is kept then, nor when the sender gives up.
 */
export async function createUpload(
  { db }: { db: Database },
  {
    fileName,
    bytes,
    maxBytes,
    createdById,
  }: { fileName: string; bytes: AsyncIterable<Uint8Array>; maxBytes: number; createdById: string | null },
): Promise<Upload> {
  await removeStaleUploads({ db });
  const name =
    cleanText(fileName)
      .replace(/^.*[/\\]/, '')
      .slice(-MAX_NAME_LENGTH) || 'upload';
  const [upload] = await db.insert(uploads).values({ fileName: name, createdById }).returning();
  if (!upload) throw new Error('insert returned no upload');
  try {
    const { byteCount, sha256 } = await storeChunks(db, upload.id, bytes, maxBytes);
    const [completed] = await db
      .update(uploads)
      .set({ byteCount, sha256, completedAt: sql`now()` })
      .where(eq(uploads.id, upload.id))
      .returning();
    if (!completed) throw new AppError('not_found', 'The upload was removed while it was arriving.');
    return completed;
  } catch (error) {
    await db.delete(uploads).where(eq(uploads.id, upload.id));
    throw error;
  }
}

async function storeChunks(
  db: Database,
  uploadId: number,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ byteCount: number; sha256: string }> {
  const hash = createHash('sha256');
  let byteCount = 0;
  let position = 0;
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const piece of bytes) {
    byteCount += piece.length;
    if (byteCount > maxBytes) {
      const limit = Math.floor(maxBytes / 1024 / 1024);
      throw new AppError(
        'too_large',
        `The file is larger than ${limit} MB. Split it, or gzip it, or raise REFRAIN_MAX_UPLOAD_MB.`,
      );
    }
    hash.update(piece);
    pending.push(piece);
    pendingBytes += piece.length;
    if (pendingBytes >= CHUNK_BYTES) await flush();
  }
  if (pendingBytes > 0) await flush();
  return { byteCount, sha256: hash.digest('hex') };

  async function flush(): Promise<void> {
    const chunk = Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    await db.insert(uploadChunks).values({ uploadId, position: position++, bytes: chunk });
  }
}
