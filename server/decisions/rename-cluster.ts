import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { changeFields } from './change-fields.ts';
import { cleanLine } from './clean-line.ts';
import type { Target } from './lock-clusters.ts';
import type { DecisionOutcome } from './record-decision.ts';

export const MAX_NAME_LENGTH = 200;
type Naming = Target & { readonly name: string };

/**
 * Gives a cluster, or with `targets` each of many, a name that every later run keeps. An empty name gives it the title
 * back that the runs find.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function renameCluster(
  { db }: { db: Database },
  { actor, ...chosen }: (Naming | { readonly targets: readonly Naming[] }) & { actor: Actor },
): Promise<DecisionOutcome> {
  const namings = 'targets' in chosen ? chosen.targets : [chosen];
  const names = new Map(
    namings.map(({ clusterId, name }) => [clusterId, cleanLine(name, { what: 'A name', maxLength: MAX_NAME_LENGTH })]),
  );
  return changeFields(
    { db },
    {
      kind: 'rename',
      actor,
      targets: namings,
      fieldsOf: async (clusters) => new Map(clusters.map(({ id }) => [id, { name: names.get(id) ?? null }])),
    },
  );
}
