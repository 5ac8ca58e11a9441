import { eq } from 'drizzle-orm';
import { sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { sourceColumns } from './find-sources.ts';

/** @throws AppError `not_found`. */
export async function getSource({ db }: { db: Queryable }, { sourceId }: { sourceId: number }) {
  const [source] = await db.select(sourceColumns).from(sources).where(eq(sources.id, sourceId));
  if (!source) throw new AppError('not_found', `There is no source ${sourceId}.`);
  return source;
}
