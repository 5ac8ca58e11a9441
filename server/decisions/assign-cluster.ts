import { eq } from 'drizzle-orm';
import { users } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/**
 * Gives clusters an owner, who sees them under "mine"; null: none.
 * @throws AppError `invalid` for somebody who is not there, `not_found`, `conflict`.
 */
export async function assignCluster(
  { db }: { db: Database },
  { actor, ownerId, ...targets }: Targets & { actor: Actor; ownerId: string | null },
): Promise<DecisionOutcome> {
  if (ownerId !== null) {
    const [owner] = await db.select({ id: users.id }).from(users).where(eq(users.id, ownerId));
    if (!owner)
      throw new AppError('invalid', 'There is no such person. Choose one of the people here.', { field: 'ownerId' });
  }
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'assign',
      actor,
      fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, { ownerId }])),
    },
  );
}
