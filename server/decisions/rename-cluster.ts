import { eq } from 'drizzle-orm';
import { clusters } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { type DecisionOutcome, expectVersion, lockClusters, recordDecision } from './record-decision.ts';

export const MAX_NAME_LENGTH = 200;

/**
 * Gives a cluster a name that every later run keeps. An empty name gives it the title back that the runs find.
 * @throws AppError `invalid`, `not_found`, `conflict`.
 */
export async function renameCluster(
  { db }: { db: Database },
  {
    clusterId,
    name,
    actor,
    expectedVersion,
  }: { clusterId: number; name: string; actor: Actor; expectedVersion?: number },
): Promise<DecisionOutcome> {
  const cleaned = cleanName(name);
  return db.transaction(async (tx) => {
    await holdCurrentRun(tx);
    const cluster = (await lockClusters(tx, [clusterId])).get(clusterId);
    if (!cluster) throw new Error('a locked cluster is missing');
    if (cluster.name === cleaned) return { status: 'unchanged', decisionId: null, version: cluster.version };
    await expectVersion(tx, cluster, expectedVersion);

    const decisionId = await recordDecision(tx, {
      kind: 'rename',
      clusterId,
      actor,
      before: { name: cluster.name },
      after: { name: cleaned },
    });
    await tx.update(clusters).set({ name: cleaned }).where(eq(clusters.id, clusterId));
    return { status: 'changed', decisionId, version: cluster.version + 1 };
  });
}

/** One line without control characters; null when nothing is left. */
function cleanName(name: string): string | null {
  const cleaned = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (cleaned.length > MAX_NAME_LENGTH) {
    throw new AppError(
      'invalid',
      `A name may have ${MAX_NAME_LENGTH} characters at most; this one has ${cleaned.length}.`,
    );
  }
  return cleaned === '' ? null : cleaned;
}
