import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/** Says that people are through with clusters. @throws AppError `invalid`, `not_found`, `conflict`. */
export async function markClusterDone(
  { db }: { db: Database },
  { actor, now = new Date(), ...targets }: Targets & { actor: Actor; now?: Date },
): Promise<DecisionOutcome> {
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'mark_done',
      actor,
      fieldsOf: async (clusters) =>
        new Map(clusters.filter(({ doneAt }) => doneAt === null).map(({ id }) => [id, { doneAt: now.toISOString() }])),
    },
  );
}
