import { sql } from 'drizzle-orm';
import type { PassageFinding } from '#server/clusters/clustering-message.ts';
import { batches } from '#server/clusters/save-finding.ts';
import type { RunContext } from '#server/runs/run.ts';

const PASSAGES_PER_BATCH = 500;

/** Keeps passages under their run. One in a found cluster that stands for none of its own is left out. */
export async function savePassages(
  context: RunContext,
  { passages, identities }: { passages: readonly PassageFinding[]; identities: ReadonlyMap<string, number> },
): Promise<void> {
  const placed = passages.flatMap((passage) => {
    const clusterId = identities.get(passage.clusterKey);
    return clusterId === undefined ? [] : [{ ...passage, clusterId }];
  });
  for (const batch of batches(placed, PASSAGES_PER_BATCH)) {
    const column = <T>(pick: (passage: (typeof placed)[number]) => T) => sql.param(batch.map(pick));
    await context.commit(null, (tx) =>
      // Two found clusters may be one known one, and a post may be gone since it was read.
      tx.execute(sql`
        insert into run_passages (run_id, post_id, cluster_id, content_hash, start_offset, end_offset, score)
        select ${context.run.id}, p.id, u.cluster_id, u.hash, u.starts, u.ends, u.score
        from unnest(
          ${column(({ postId }) => postId)}::bigint[], ${column(({ clusterId }) => clusterId)}::bigint[],
          ${column(({ contentHash }) => contentHash)}::text[], ${column(({ start }) => start)}::int[],
          ${column(({ end }) => end)}::int[], ${column(({ score }) => score)}::real[]
        ) as u (post_id, cluster_id, hash, starts, ends, score)
        join posts p on p.id = u.post_id
        on conflict do nothing`),
    );
  }
}
