import { lt, sql } from 'drizzle-orm';
import { idempotencyKeys } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** How long a repeated request gets the answer of the first. */
export const KEPT_HOURS = 24;

/** Takes away keys that are too old to be honoured, with the answers that were kept for them. */
export async function sweepIdempotencyKeys({ db }: { db: Queryable }): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - make_interval(hours => ${KEPT_HOURS})`));
}
