import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/** Takes up again clusters that were marked done. @throws AppError `invalid`, `not_found`, `conflict`. */
export async function reopenCluster(
  { db }: { db: Database },
  { actor, ...targets }: Targets & { actor: Actor },
): Promise<DecisionOutcome> {
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'reopen',
      actor,
      fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, { doneAt: null }])),
    },
  );
}
