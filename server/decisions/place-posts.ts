import type { DecisionKind } from '#db/schema.ts';
import type { Fields } from '#pipelines/curation/change.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import { describeGroups } from '#server/clusters/describe-groups.ts';
import { findFamilyRoots } from '#server/clusters/find-family-roots.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { cleanLine } from './clean-line.ts';
import { createByHand } from './create-by-hand.ts';
import { findPlaces } from './find-places.ts';
import { expectVersions, lockClusters, type Target } from './lock-clusters.ts';
import { type DecisionOutcome, recordDecision } from './record-decision.ts';
import { MAX_NAME_LENGTH } from './rename-cluster.ts';

/** Posts that one decision may place. */
export const MAX_PLACED_POSTS = 50_000;

/** A cluster, none, or a new one; a new one without a name goes by the title that a run would give it. */
export type Destination = number | null | { readonly name?: string | null | undefined };
export type Placing = { readonly postIds: readonly number[]; readonly to: Destination };
export type PlacingOutcome = DecisionOutcome & { readonly newClusterIds: readonly number[] };

/**
 * Puts posts where a person wants them and pins them there: no later run moves them. Clusters that posts are moved
 * between are never joined again by a run.
 * @param from the cluster that all the posts must still be in; null: wherever they are.
 * @throws AppError `invalid`, `not_found`, and `conflict` when posts are no longer in `from` (`details.postIds`).
 */
export async function placePosts(
  { db }: { db: Database },
  {
    kind,
    actor,
    placings,
    from,
    suggestionId,
  }: {
    kind: DecisionKind;
    actor: Actor;
    placings: readonly Placing[];
    from: Target | null;
    suggestionId?: number | undefined;
  },
): Promise<PlacingOutcome> {
  const groups = placings.map(({ postIds, to }) => ({ postIds: [...new Set(postIds)].sort((a, b) => a - b), to }));
  checkGroups(groups);
  const newGroups = groups.filter(({ to }) => typeof to === 'object' && to !== null);
  const found = await describeGroups({ db }, { groups: newGroups.map(({ postIds }) => postIds) });

  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    const existing = groups.flatMap(({ to }) => (typeof to === 'number' ? [to] : []));
    await lockClusters(tx, [...(from ? [from.clusterId] : []), ...existing]);
    const places = await findPlaces(tx, { runId, postIds: groups.flatMap(({ postIds }) => postIds) });
    const fromId = from ? await rootOf(tx, from.clusterId) : null;
    const moves: { clusterId: number | null; postIds: number[]; fields?: Fields }[] = [];
    for (const { postIds, to } of groups) {
      const isNew = typeof to === 'object' && to !== null;
      const clusterId = typeof to === 'number' ? await rootOf(tx, to) : null;
      const movedIds = isNew ? postIds : postIds.filter((id) => places.get(id) !== clusterId);
      if (fromId !== null) expectIn(places, { fromId, movedIds });
      if (movedIds.length === 0) continue;
      if (!isNew) moves.push({ clusterId, postIds: movedIds });
      else {
        const description = found[newGroups.findIndex((group) => group.to === to && group.postIds === postIds)];
        if (!description) throw new Error('a new cluster was not described');
        const id = await createByHand(tx, { runId, found: description });
        const name = cleanLine(to.name ?? '', { what: 'A name', maxLength: MAX_NAME_LENGTH });
        moves.push({
          clusterId: id,
          postIds: movedIds,
          fields: { isByHand: true, ...(name === null ? {} : { name }) },
        });
      }
    }
    const newClusterIds = moves.flatMap(({ clusterId, fields }) => (fields && clusterId !== null ? [clusterId] : []));
    const emptiedIds = moves.flatMap(({ postIds }) => postIds.flatMap((id) => places.get(id) ?? []));
    const touchedIds = new Set([
      ...(fromId === null ? newClusterIds : [fromId]),
      ...moves.flatMap(({ clusterId }) => clusterId ?? []),
      ...emptiedIds,
      ...(fromId === null ? existing : []),
    ]);
    if (touchedIds.size === 0) throw new AppError('conflict', 'These posts are in no cluster already.');
    const locked = await lockClusters(tx, [...touchedIds]);
    if (from && moves.length > 0) await expectVersions(tx, locked, [{ ...from, clusterId: fromId ?? from.clusterId }]);
    const outcome = await recordDecision(tx, {
      kind,
      actor,
      locked,
      runId,
      suggestionId: suggestionId ?? null,
      change: {
        clusters: Object.fromEntries(moves.flatMap(({ clusterId, fields }) => (fields ? [[clusterId, fields]] : []))),
        pins: moves.map(({ clusterId, postIds }) => ({ clusterId, postIds })),
        apart: listPairs(moves, places),
      },
    });
    return { ...outcome, newClusterIds };
  });
}

function checkGroups(groups: readonly { postIds: readonly number[]; to: Destination }[]): void {
  const count = groups.reduce((sum, { postIds }) => sum + postIds.length, 0);
  if (groups.some(({ postIds }) => postIds.length === 0)) throw new AppError('invalid', 'Choose at least one post.');
  if (count > MAX_PLACED_POSTS) throw new AppError('invalid', `Move ${MAX_PLACED_POSTS} posts at most at a time.`);
  if (new Set(groups.flatMap(({ postIds }) => postIds)).size < count) {
    throw new AppError('invalid', 'A post can go into one group only.');
  }
}

async function rootOf(tx: Queryable, clusterId: number): Promise<number> {
  const [root] = await findFamilyRoots(tx, [clusterId]);
  return root ?? clusterId;
}

function expectIn(
  places: ReadonlyMap<number, number | null>,
  { fromId, movedIds }: { fromId: number; movedIds: readonly number[] },
): void {
  const strayIds = movedIds.filter((id) => places.get(id) !== fromId);
  if (strayIds.length === 0) return;
  const [are, them] = strayIds.length === 1 ? ['post is', 'it'] : ['posts are', 'them'];
  throw new AppError(
    'conflict',
    `${strayIds.length} ${are} no longer in this cluster. Look at the list again, or move the others without ${them}.`,
    { postIds: strayIds.slice(0, 1000) },
  );
}

/** Clusters that posts went between, and new ones that came of one decision. */
function listPairs(
  moves: readonly { clusterId: number | null; postIds: readonly number[]; fields?: Fields }[],
  places: ReadonlyMap<number, number | null>,
): [number, number][] {
  const pairs = new Map<string, [number, number]>();
  const add = (a: number | null | undefined, b: number | null) => {
    if (typeof a !== 'number' || b === null || a === b) return;
    pairs.set(`${Math.min(a, b)}-${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b)]);
  };
  for (const { clusterId, postIds } of moves) for (const id of postIds) add(places.get(id), clusterId);
  const made = moves.filter(({ fields }) => fields);
  for (const { clusterId } of made) for (const other of made) add(clusterId, other.clusterId);
  return [...pairs.values()];
}
