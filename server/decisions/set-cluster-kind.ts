import type { Kind } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/** Says what clusters mostly are; null: what the runs say. @throws AppError `invalid`, `not_found`, `conflict`. */
export async function setClusterKind(
  { db }: { db: Database },
  { actor, kind, ...targets }: Targets & { actor: Actor; kind: Kind | null },
): Promise<DecisionOutcome> {
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'set_kind',
      actor,
      fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, { kindOverride: kind }])),
    },
  );
}
