/** How a run differs from the one before it. Clusters are roots, as people see them; ids are capped, counts are not. */
export type RunDiff = {
  readonly previousRunId: number | null;
  readonly newCount: number;
  readonly grownCount: number;
  readonly shrunkCount: number;
  readonly vanishedCount: number;
  readonly newIds: readonly number[];
  readonly grownIds: readonly number[];
  readonly shrunkIds: readonly number[];
  readonly vanishedIds: readonly number[];
  /** Posts in another cluster than before. */
  readonly movedPostCount: number;
  /** Posts that were in no cluster (or not there yet) and are in one now, and the other way round. */
  readonly placedPostCount: number;
  readonly unplacedPostCount: number;
};

const MAX_IDS = 200;

/** @param before and `after` give each post's root cluster, null or absent where it has none. */
export function compareRuns(
  previousRunId: number | null,
  before: ReadonlyMap<number, number | null>,
  after: ReadonlyMap<number, number | null>,
): RunDiff {
  const sizesBefore = countSizes(before);
  const sizesAfter = countSizes(after);
  const ids = [...new Set([...sizesBefore.keys(), ...sizesAfter.keys()])].sort((a, b) => a - b);
  const sizeOf = (id: number) => ({ was: sizesBefore.get(id) ?? 0, is: sizesAfter.get(id) ?? 0 });
  const select = (holds: (size: { was: number; is: number }) => boolean) => ids.filter((id) => holds(sizeOf(id)));
  const newIds = select(({ was, is }) => was === 0 && is > 0);
  const grownIds = select(({ was, is }) => was > 0 && is > was);
  const shrunkIds = select(({ was, is }) => is > 0 && is < was);
  const vanishedIds = select(({ was, is }) => was > 0 && is === 0);
  return {
    previousRunId,
    newCount: newIds.length,
    grownCount: grownIds.length,
    shrunkCount: shrunkIds.length,
    vanishedCount: vanishedIds.length,
    newIds: newIds.slice(0, MAX_IDS),
    grownIds: grownIds.slice(0, MAX_IDS),
    shrunkIds: shrunkIds.slice(0, MAX_IDS),
    vanishedIds: vanishedIds.slice(0, MAX_IDS),
    ...countMoves(before, after),
  };
}

function countSizes(placements: ReadonlyMap<number, number | null>): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const clusterId of placements.values()) {
    if (clusterId !== null) sizes.set(clusterId, (sizes.get(clusterId) ?? 0) + 1);
  }
  return sizes;
}

function countMoves(before: ReadonlyMap<number, number | null>, after: ReadonlyMap<number, number | null>) {
  let movedPostCount = 0;
  let placedPostCount = 0;
  let unplacedPostCount = 0;
  for (const [postId, is] of after) {
    const was = before.get(postId) ?? null;
    if (was === is) continue;
    if (was === null) placedPostCount += 1;
    else if (is === null) unplacedPostCount += 1;
    else movedPostCount += 1;
  }
  return { movedPostCount, placedPostCount, unplacedPostCount };
}
