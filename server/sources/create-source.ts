import { type SourceKind, sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

export const SOURCE_NAME_LENGTH = 120;
const PLATFORM_LENGTH = 60;

/**
 * Adds a place that posts come from.
 * @throws AppError `invalid` for a name that no list could show, `conflict` for one that is taken.
 */
export async function createSource(
  { db }: { db: Queryable },
  input: { name: string; platform?: string | null; kind?: SourceKind; createdById: string | null },
): Promise<{ id: number; name: string }> {
  const name = readSourceName(input.name);
  const [source] = await db
    .insert(sources)
    .values({
      name,
      kind: input.kind ?? 'upload',
      platform: readPlatform(input.platform),
      createdById: input.createdById,
    })
    .onConflictDoNothing({ target: sources.name })
    .returning({ id: sources.id, name: sources.name });
  if (!source) throw nameTaken(name);
  return source;
}

export function readSourceName(name: string): string {
  const cleaned = name.trim().replace(/\s+/g, ' ');
  if (cleaned !== '' && cleaned.length <= SOURCE_NAME_LENGTH) return cleaned;
  throw new AppError('invalid', `Enter a name of 1 to ${SOURCE_NAME_LENGTH} characters, such as “Our Discord”.`, {
    field: 'name',
  });
}

export function readPlatform(platform: string | null | undefined): string | null {
  return platform?.trim().replace(/\s+/g, ' ').slice(0, PLATFORM_LENGTH) || null;
}

export function nameTaken(name: string): AppError {
  return new AppError('conflict', `There is already a source called “${name}”. Choose it, or another name.`, {
    field: 'name',
  });
}
