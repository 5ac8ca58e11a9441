import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { runs, sources, uploadChunks, uploads } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { createRun } from '#server/runs/create-run.ts';
import type { Run } from '#server/runs/run.ts';
import { getUpload } from './get-upload.ts';
import { Mapping } from './mapping.ts';
import { FileSettings } from './readers/file-settings.ts';

/** What an import run has to do. */
export const ImportInput = z.object({
  uploadId: z.number().int().positive(),
  sourceId: z.number().int().positive(),
  settings: FileSettings,
  mapping: Mapping,
  /** Queue a clustering run when the posts are in. */
  thenCluster: z.boolean().default(false),
});
export type ImportInput = z.infer<typeof ImportInput>;

/**
 * Queues the import of an upload into a source.
 * @throws AppError `invalid` without a text column, `not_found` for an unknown upload or source, `conflict` when the
 * upload is imported already.
 */
export async function startImport(
  { db, jobs }: { db: Database; jobs: Jobs },
  { createdById, ...given }: z.input<typeof ImportInput> & { createdById: string | null },
): Promise<Run> {
  if (given.mapping.columns.text === '') {
    throw new AppError('invalid', 'Choose the column that holds the text.', { field: 'mapping/columns/text' });
  }
  const input = ImportInput.parse(given);
  return db.transaction(async (tx) => {
    // The lock makes a double click one import.
    await tx.execute(sql`select 1 from uploads where id = ${input.uploadId} for update`);
    const upload = await getUpload({ db: tx }, input);
    const [source] = await tx.select({ name: sources.name }).from(sources).where(eq(sources.id, input.sourceId));
    if (!source) throw new AppError('not_found', `There is no source ${input.sourceId}.`);
    const [open] = await tx
      .select({ id: runs.id })
      .from(runs)
      .where(
        and(
          eq(runs.kind, 'import'),
          inArray(runs.status, ['queued', 'running']),
          sql`(${runs.input}->>'uploadId')::bigint = ${input.uploadId}`,
        ),
      )
      .limit(1);
    if (open)
      throw new AppError('conflict', `This file is being imported already, by run ${open.id}.`, { runId: open.id });
    const [chunk] = await tx
      .select({ position: uploadChunks.position })
      .from(uploadChunks)
      .where(and(eq(uploadChunks.uploadId, upload.id), eq(uploadChunks.position, 0)));
    if (!chunk && upload.byteCount > 0) {
      throw new AppError('conflict', 'This upload was imported already. Upload the file again to import it once more.');
    }
    await tx.update(uploads).set({ sourceId: input.sourceId }).where(eq(uploads.id, upload.id));
    return createRun(
      { tx, jobs },
      { kind: 'import', title: `Import ${upload.fileName} into ${source.name}`, input, createdById },
    );
  });
}
