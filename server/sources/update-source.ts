import { eq } from 'drizzle-orm';
import { sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { isUniqueViolation } from '#server/database/is-unique-violation.ts';
import { AppError } from '#server/errors.ts';
import { nameTaken, readPlatform, readSourceName } from './create-source.ts';

/** Changes what a source is called. @throws AppError `invalid`, `conflict` for a name that is taken, `not_found`. */
export async function updateSource(
  { db }: { db: Queryable },
  { sourceId, ...input }: { sourceId: number; name: string; platform?: string | null },
): Promise<void> {
  const name = readSourceName(input.name);
  try {
    const [source] = await db
      .update(sources)
      .set({ name, ...(input.platform === undefined ? {} : { platform: readPlatform(input.platform) }) })
      .where(eq(sources.id, sourceId))
      .returning({ id: sources.id });
    if (!source) throw new AppError('not_found', `There is no source ${sourceId}.`);
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name) : error;
  }
}
