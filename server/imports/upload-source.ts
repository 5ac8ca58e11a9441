import { and, eq } from 'drizzle-orm';
import { uploadChunks } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { ByteSource } from './readers/byte-source.ts';

/** The bytes of an upload, one chunk in memory at a time. `onBytes` is told how far reading has come. */
export function uploadSource(
  { db }: { db: Queryable },
  { uploadId, fileName, onBytes }: { uploadId: number; fileName: string; onBytes?: (byteCount: number) => void },
): ByteSource {
  return {
    name: fileName,
    async *open() {
      let byteCount = 0;
      for (let position = 0; ; position++) {
        const [chunk] = await db
          .select({ bytes: uploadChunks.bytes })
          .from(uploadChunks)
          .where(and(eq(uploadChunks.uploadId, uploadId), eq(uploadChunks.position, position)));
        if (chunk === undefined) return;
        byteCount += chunk.bytes.length;
        yield chunk.bytes;
        onBytes?.(byteCount);
      }
    },
  };
}
