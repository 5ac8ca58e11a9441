import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

/** Brings dismissed clusters back. @throws AppError `invalid`, `not_found`, `conflict`. */
export async function restoreCluster(
  { db }: { db: Database },
  { actor, ...targets }: Targets & { actor: Actor },
): Promise<DecisionOutcome> {
  const open = { state: 'open', dismissReason: null, dismissedPostCount: null };
  return changeFields(
    { db },
    { ...targets, kind: 'restore', actor, fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, open])) },
  );
}
