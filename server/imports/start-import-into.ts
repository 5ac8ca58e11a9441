import type { z } from 'zod';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import type { Run } from '#server/runs/run.ts';
import { createSource } from '#server/sources/create-source.ts';
import { type ImportInput, startImport } from './start-import.ts';

type Start = Omit<z.input<typeof ImportInput>, 'sourceId'> & {
  readonly sourceId?: number | undefined;
  readonly newSource?: { readonly name: string; readonly platform?: string | undefined } | undefined;
  readonly createdById: string | null;
};

/**
 * Queues the import of an upload into a source that is there, or into one that is made with it: whoever may import may
 * say where the posts are from. Where the import is refused, no source is made.
 * @throws AppError as `startImport` and `createSource` do.
 */
export async function startImportInto(
  { db, jobs }: { db: Database; jobs: Jobs },
  { sourceId, newSource, ...start }: Start,
): Promise<Run> {
  if (sourceId !== undefined) return startImport({ db, jobs }, { ...start, sourceId });
  if (!newSource) throw new AppError('invalid', 'Name a source, or a new one.', { field: 'sourceId' });
  return db.transaction(async (tx) => {
    const source = await createSource({ db: tx }, { ...newSource, createdById: start.createdById });
    // `startImport` opens a transaction of its own, which is a savepoint here.
    return startImport({ db: tx as Database, jobs }, { ...start, sourceId: source.id });
  });
}
