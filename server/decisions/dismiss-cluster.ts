import { and, eq, inArray } from 'drizzle-orm';
import { runClusters } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { changeFields, type Targets } from './change-fields.ts';
import type { DecisionOutcome } from './record-decision.ts';

export const MAX_REASON_LENGTH = 500;

/**
 * Puts clusters out of sight. They stay dismissed in every later run, which says how many posts came since.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function dismissCluster(
  { db }: { db: Database },
  { actor, reason, ...targets }: Targets & { actor: Actor; reason?: string | null },
): Promise<DecisionOutcome> {
  const dismissReason = reason?.toWellFormed().replaceAll('\0', '').trim() || null;
  if (dismissReason && dismissReason.length > MAX_REASON_LENGTH) {
    throw new AppError('invalid', `A reason may have ${MAX_REASON_LENGTH} characters at most.`);
  }
  return changeFields(
    { db },
    {
      ...targets,
      kind: 'dismiss',
      actor,
      fieldsOf: async (clusters, tx, runId) => {
        const fresh = clusters.filter(
          (cluster) =>
            cluster.state !== 'dismissed' || (dismissReason !== null && cluster.dismissReason !== dismissReason),
        );
        const ids = fresh.map(({ id }) => id);
        const counted = await tx
          .select({ id: runClusters.clusterId, postCount: runClusters.postCount })
          .from(runClusters)
          .where(and(eq(runClusters.runId, runId), inArray(runClusters.clusterId, ids)));
        const counts = new Map(counted.map(({ id, postCount }) => [id, postCount]));
        return new Map(
          ids.map((id) => [id, { state: 'dismissed', dismissReason, dismissedPostCount: counts.get(id) ?? 0 }]),
        );
      },
    },
  );
}
