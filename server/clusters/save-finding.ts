import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import { clusters, runClusters } from '#db/schema.ts';
import { layoutClusters } from '#pipelines/map/layout-clusters.ts';
import type { Queryable } from '#server/database/database.ts';
import type { RunContext } from '#server/runs/run.ts';
import type { FoundCluster, Placement, UseFinding } from './clustering-message.ts';
import { idList } from './membership.ts';

/** Rows per statement: on the embedded database a statement holds up every page, so each stays well under 100 ms. */
const PLACEMENTS_PER_BATCH = 500;
const CLUSTERS_PER_BATCH = 100;

/**
 * Gives every found cluster without an identity a new one. Identities that an unpublished run left behind, which
 * nobody ever saw, are used up first.
 */
export async function createIdentities(
  context: RunContext,
  { keys }: { keys: readonly string[] },
): Promise<Map<string, number>> {
  const identities = new Map<string, number>();
  // Spare ones are taken in their order, and what a batch took or made still looks spare to the next one.
  let lastId = 0;
  for (const batch of batches(keys, CLUSTERS_PER_BATCH)) {
    const ids = await context.commit(null, async (tx) => {
      const spare = await takeSpareIdentities(tx, { runId: context.run.id, after: lastId, count: batch.length });
      const missing = batch.slice(spare.length).map(() => ({ createdInRunId: context.run.id }));
      const added = missing.length > 0 ? await tx.insert(clusters).values(missing).returning({ id: clusters.id }) : [];
      return [...spare, ...added.map(({ id }) => id)].sort((a, b) => a - b);
    });
    for (const [i, id] of ids.entries()) identities.set(batch[i] ?? '', id);
    lastId = ids.at(-1) ?? lastId;
  }
  return identities;
}

export async function saveFoundClusters(
  context: RunContext,
  { found, identities }: { found: readonly FoundCluster[]; identities: ReadonlyMap<string, number> },
): Promise<void> {
  const places = layoutClusters(found.map(({ terms, postIds }) => ({ terms, voiceCount: postIds.length })));
  const placeOf = new Map(found.map(({ key }, i) => [key, places[i]]));
  for (const batch of batches(found, CLUSTERS_PER_BATCH)) {
    const rows = batch.map(({ key, title, kind, terms, exemplarPostIds }) => ({
      runId: context.run.id,
      clusterId: identityOf(identities, key),
      title,
      kind,
      terms: [...terms],
      exemplarPostIds: [...exemplarPostIds],
      postCount: 0,
      voiceCount: 0,
      mapX: placeOf.get(key)?.x ?? null,
      mapY: placeOf.get(key)?.y ?? null,
    }));
    await context.commit(null, (tx) => tx.insert(runClusters).values(rows));
  }
}

export async function savePlacements(
  context: RunContext,
  { placements, clusterOf }: { placements: readonly Placement[]; clusterOf: (placement: Placement) => number | null },
): Promise<void> {
  let doneCount = 0;
  for (const batch of batches(placements, PLACEMENTS_PER_BATCH)) {
    const clusterIds = batch.map(clusterOf);
    await context.commit(null, (tx) =>
      // A post may have been taken out of the database since it was read.
      tx.execute(sql`
        insert into run_posts (run_id, post_id, post_version, cluster_id, score, kind, kind_score, kinds)
        select ${context.run.id}, p.id, u.version, u.cluster_id, u.score, u.kind, u.kind_score,
          string_to_array(u.kinds, ',')
        from unnest(
          ${sql.param(batch.map(({ postId }) => postId))}::bigint[],
          ${sql.param(batch.map(({ postVersion }) => postVersion))}::int[],
          ${sql.param(clusterIds)}::bigint[],
          ${sql.param(batch.map(({ score }) => score))}::real[],
          ${sql.param(batch.map(({ kind }) => kind))}::text[],
          ${sql.param(batch.map(({ kindScore }) => kindScore))}::real[],
          ${sql.param(batch.map(({ kinds }) => kinds.join(',')))}::text[]
        ) as u (post_id, version, cluster_id, score, kind, kind_score, kinds)
        join posts p on p.id = u.post_id`),
    );
    doneCount += batch.length;
    context.report({ doneCount });
  }
}

export async function saveUses(context: RunContext, { uses }: { uses: readonly UseFinding[] }): Promise<void> {
  for (const batch of batches(uses, PLACEMENTS_PER_BATCH)) {
    const column = <T>(pick: (use: UseFinding) => T) => sql.param(batch.map(pick));
    await context.commit(null, (tx) =>
      tx.execute(sql`
        insert into run_uses (run_id, post_id, content_hash, start_offset, end_offset, who, what, purpose, strength)
        select ${context.run.id}, p.id, u.hash, u.starts, u.ends, u.who, u.what, u.purpose, u.strength
        from unnest(
          ${column(({ postId }) => postId)}::bigint[], ${column(({ contentHash }) => contentHash)}::text[],
          ${column(({ start }) => start)}::int[], ${column(({ end }) => end)}::int[],
          ${column(({ who }) => who)}::text[], ${column(({ what }) => what)}::text[],
          ${column(({ purpose }) => purpose)}::text[], ${column(({ strength }) => strength)}::real[]
        ) as u (post_id, hash, starts, ends, who, what, purpose, strength)
        join posts p on p.id = u.post_id`),
    );
  }
}

/** Lets curated clusters that the run did not find go on under the title, kind and terms they were last shown with. */
export async function carryOver(
  tx: Queryable,
  { runId, clusterIds }: { runId: number; clusterIds: readonly number[] },
): Promise<void> {
  if (clusterIds.length === 0) return;
  await tx.execute(sql`
    insert into run_clusters (run_id, cluster_id, title, kind, terms, exemplar_post_ids, post_count, voice_count, map_x, map_y)
    select distinct on (rc.cluster_id) ${runId}::bigint, rc.cluster_id, rc.title, rc.kind, rc.terms, rc.exemplar_post_ids, 0, 0,
      rc.map_x, rc.map_y
    from run_clusters rc
    where rc.cluster_id in (${idList(clusterIds)}) and rc.run_id <> ${runId}
    order by rc.cluster_id, rc.run_id desc
    on conflict do nothing`);
}

export function* batches<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

export function identityOf(identities: ReadonlyMap<string, number>, key: string): number {
  const id = identities.get(key);
  if (id === undefined) throw new Error('a found cluster was given no identity');
  return id;
}

async function takeSpareIdentities(
  tx: Queryable,
  { runId, after, count }: { runId: number; after: number; count: number },
): Promise<number[]> {
  const spare = await tx
    .select({ id: clusters.id })
    .from(clusters)
    .where(
      and(
        sql`${clusters.createdInRunId} in (
          select r.id from runs r
          where r.kind = 'cluster' and r.checkpoint->>'phase' is distinct from 'published')`,
        sql`not exists (select 1 from run_clusters rc where rc.cluster_id = ${clusters.id})`,
        eq(clusters.version, 1),
        gt(clusters.id, after),
      ),
    )
    .orderBy(clusters.id)
    .limit(count);
  const ids = spare.map(({ id }) => id);
  if (ids.length > 0) await tx.update(clusters).set({ createdInRunId: runId }).where(inArray(clusters.id, ids));
  return ids;
}
