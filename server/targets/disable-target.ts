import { eq, sql } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { getTarget } from './get-target.ts';
import type { Target } from './target.ts';

/** Takes a target out of use and forgets its token; issues that were pushed there stay linked. */
export async function disableTarget({ db }: { db: Queryable }, { targetId }: { targetId: number }): Promise<Target> {
  await db
    .update(targets)
    .set({
      disabledAt: sql`coalesce(${targets.disabledAt}, now())`,
      secret: null,
      secretHint: null,
      webhookSecret: null,
    })
    .where(eq(targets.id, targetId));
  return getTarget({ db }, { targetId });
}
