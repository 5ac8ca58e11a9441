import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/**
 * Puts clusters aside until a time; null: wakes them.
 * @param now what the time is checked against.
 * @throws AppError `invalid` for a time that is past, `not_found`, `conflict`.
 */
export async function snoozeCluster(
  { db }: { db: Database },
  { actor, until, now = new Date(), ...targets }: Targets & { actor: Actor; until: Date | null; now?: Date },
): Promise<DecisionOutcome> {
  if (until && !(until > now)) throw new AppError('invalid', 'Choose a time in the future.', { field: 'until' });
  const snoozedUntil = until?.toISOString() ?? null;
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'snooze',
      actor,
      fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, { snoozedUntil }])),
    },
  );
}
