import { clusters, runClusters } from '#db/schema.ts';
import type { GroupDescription } from '#server/clusters/describe-groups.ts';
import type { Queryable } from '#server/database/database.ts';

/** An empty cluster that a decision is about to fill; nobody sees it until then. @returns its id. */
export async function createByHand(
  tx: Queryable,
  { runId, found }: { runId: number; found: GroupDescription },
): Promise<number> {
  const [created] = await tx.insert(clusters).values({}).returning({ id: clusters.id });
  if (!created) throw new Error('insert returned no cluster');
  await tx.insert(runClusters).values({
    runId,
    clusterId: created.id,
    title: found.title,
    kind: found.kind,
    terms: [...found.terms],
    exemplarPostIds: [...found.exemplarPostIds],
    postCount: 0,
    voiceCount: 0,
  });
  return created.id;
}
