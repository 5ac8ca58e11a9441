import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { applyConstraints, type Fate, type MixedCluster } from '#pipelines/constraints/apply-constraints.ts';
import { chooseSides } from '#pipelines/constraints/choose-sides.ts';
import type { KnownMembers } from '#pipelines/constraints.ts';
import type { Queryable } from '#server/database/database.ts';
import type { FoundCluster, Placement } from './clustering-message.ts';
import { selectEnginePosts } from './engine-post-row.ts';
import { type KnownCluster, matchIdentities } from './match-identities.ts';
import { takeEvenly } from './take-evenly.ts';

/** What a run found, as people's decisions let it be. */
export type DecidedFinding = {
  /** What becomes of each found cluster, by its key. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** Found clusters that stand for a cluster of their own: those that are a known one, and new ones with posts. */
  readonly kept: readonly FoundCluster[];
  /** Posts that go to a known cluster, whatever the found one that they stand in becomes. */
  readonly sent: ReadonlyMap<number, number>;
  /** Of them, those that stay where they were. */
  readonly held: ReadonlyMap<number, number>;
};

/** Posts of a side that say what it is about. */
const MAX_SIDE_POSTS = 100;

/** Lays what people decided over what the engine found; see `applyConstraints`. */
export async function overlayDecisions(
  { db }: { db: Queryable },
  {
    known,
    pins,
    clusters,
    placements,
  }: {
    known: readonly (KnownCluster & KnownMembers)[];
    pins: ReadonlyMap<number, number | null>;
    clusters: readonly FoundCluster[];
    placements: readonly Placement[];
  },
): Promise<DecidedFinding> {
  const matched = matchIdentities(known, clusters);
  const { fates, held, mixed } = applyConstraints({ known, pins }, clusters, matched);
  const sent = new Map(held);
  for (const cluster of mixed) {
    for (const [postId, clusterId] of await sendToSides({ db }, cluster)) sent.set(postId, clusterId);
  }
  const populated = new Set(
    placements.flatMap(({ postId, clusterKey }) => (clusterKey !== null && !sent.has(postId) ? [clusterKey] : [])),
  );
  const kept = clusters.filter(({ key }) => {
    const fate = fates.get(key);
    return fate?.kind === 'is' || (fate?.kind === 'new' && populated.has(key));
  });
  return { fates, kept, sent, held };
}

/** New posts among those of clusters that people hold apart go to the one that they read most like. */
async function sendToSides(
  { db }: { db: Queryable },
  { sides, freePostIds }: MixedCluster,
): Promise<Map<number, number>> {
  const chosen = sides.map(({ postIds }) => takeEvenly(postIds, MAX_SIDE_POSTS));
  const wanted = [...freePostIds, ...chosen.flat()];
  const { numbered } = await selectEnginePosts(
    { db },
    { where: sql`${posts.id} = any(${sql.param(wanted)}::bigint[])`, limit: wanted.length },
  );
  const byId = new Map(numbered.map(({ postId, post }) => [postId, post]));
  const free = freePostIds.filter((id) => byId.has(id));
  const nearest = chooseSides(
    free.flatMap((id) => byId.get(id) ?? []),
    chosen.map((ids) => ids.flatMap((id) => byId.get(id) ?? [])),
  );
  return new Map(free.map((id, i) => [id, sides[nearest[i] ?? 0]?.clusterId ?? 0]));
}
