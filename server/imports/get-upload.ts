import { eq } from 'drizzle-orm';
import { uploads } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Upload } from './create-upload.ts';

/** @throws AppError `not_found`; `conflict` while its bytes are still arriving. */
export async function getUpload({ db }: { db: Queryable }, { uploadId }: { uploadId: number }): Promise<Upload> {
  const [upload] = await db.select().from(uploads).where(eq(uploads.id, uploadId));
  if (!upload)
    throw new AppError(
      'not_found',
      `There is no upload ${uploadId}. Files that nobody imports are removed after a week.`,
    );
  if (!upload.completedAt) throw new AppError('conflict', 'The file is still arriving.');
  return upload;
}
