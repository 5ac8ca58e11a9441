import { eq } from 'drizzle-orm';
import { suggestions } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type SuggestionRow, suggestionColumns } from './find-suggestions.ts';

/** @throws AppError `not_found`. */
export async function getSuggestion(
  { db }: { db: Queryable },
  { suggestionId }: { suggestionId: number },
): Promise<SuggestionRow> {
  const [row] = await db.select(suggestionColumns).from(suggestions).where(eq(suggestions.id, suggestionId));
  if (!row)
    throw new AppError('not_found', `There is no suggestion ${suggestionId}. A newer run may have replaced it.`);
  return row;
}
