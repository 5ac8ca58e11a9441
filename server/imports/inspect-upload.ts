import { eq } from 'drizzle-orm';
import { uploads } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { getUpload } from './get-upload.ts';
import { type Inspection, inspectFile } from './inspect-file.ts';
import type { Mapping } from './mapping.ts';
import type { FileSettings } from './readers/file-settings.ts';
import { uploadSource } from './upload-source.ts';

/**
 * Looks into an upload for the mapping step, and again each time a person changes a choice. Nothing is imported.
 * @throws AppError `unprocessable` when the file cannot be read; the message says what to do.
 */
export async function inspectUpload(
  { db }: { db: Database },
  options: { uploadId: number; settings?: Partial<FileSettings>; mapping?: Mapping | undefined; now: Date },
): Promise<Inspection> {
  const upload = await getUpload({ db }, options);
  const source = uploadSource({ db }, { uploadId: upload.id, fileName: upload.fileName });
  const inspection = await inspectFile(source, options);
  await db
    .update(uploads)
    .set({ inspection: { settings: inspection.settings, mapping: inspection.mapping } })
    .where(eq(uploads.id, upload.id));
  return inspection;
}
