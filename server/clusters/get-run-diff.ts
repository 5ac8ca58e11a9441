import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getRun } from '#server/runs/get-run.ts';
import { idList, membership } from './membership.ts';

export type DiffCluster = {
  readonly id: number;
  readonly title: string;
  /** Posts after each of the two runs, as people's decisions since have left them. */
  readonly postCountBefore: number;
  readonly postCount: number;
  /** Whether the run that everybody sees has it, so that it has a page. */
  readonly isCurrent: boolean;
};
export type DiffMove = {
  readonly fromClusterId: number;
  readonly fromTitle: string;
  readonly toClusterId: number;
  readonly toTitle: string;
  readonly postCount: number;
};
export type RunDiffDetail = {
  readonly runId: number;
  readonly previousRunId: number | null;
  readonly counts: Readonly<
    Record<'new' | 'grown' | 'shrunk' | 'vanished' | 'movedPosts' | 'placedPosts' | 'unplacedPosts', number>
  >;
  /** The first two hundred of each. */
  readonly new: readonly DiffCluster[];
  readonly grown: readonly DiffCluster[];
  readonly shrunk: readonly DiffCluster[];
  readonly vanished: readonly DiffCluster[];
  /** Between which clusters posts moved, most first; null when not asked for, or once the placements are no longer kept. */
  readonly moves: readonly DiffMove[] | null;
};

const MAX_MOVES = 200;
const Count = z.int().min(0);
const Ids = z.array(z.int());
const StoredDiff = z.object({
  previousRunId: z.int().nullable(),
  newCount: Count,
  grownCount: Count,
  shrunkCount: Count,
  vanishedCount: Count,
  movedPostCount: Count,
  placedPostCount: Count,
  unplacedPostCount: Count,
  newIds: Ids,
  grownIds: Ids,
  shrunkIds: Ids,
  vanishedIds: Ids,
});

/**
 * How a clustering run differs from the one before it.
 * @param withMoves false leaves out which posts moved: that reads every placement of both runs.
 * @throws AppError `not_found`, `conflict` until it has succeeded.
 */
export async function getRunDiff(
  { db }: { db: Queryable },
  { runId, withMoves = true }: { runId: number; withMoves?: boolean },
): Promise<RunDiffDetail> {
  const run = await getRun({ db }, { runId });
  if (run.kind !== 'cluster') throw new AppError('not_found', `Run ${runId} did not look for clusters.`);
  const stored = StoredDiff.safeParse(run.result?.diff);
  if (!stored.success) throw new AppError('conflict', 'This run has not found clusters yet.');
  const diff = stored.data;
  const { previousRunId } = diff;
  const described = await describe(db, {
    runId,
    previousRunId,
    ids: [...diff.newIds, ...diff.grownIds, ...diff.shrunkIds, ...diff.vanishedIds],
  });
  const pick = (ids: readonly number[]) => ids.flatMap((id) => described.get(id) ?? []);
  return {
    runId,
    previousRunId,
    counts: {
      new: diff.newCount,
      grown: diff.grownCount,
      shrunk: diff.shrunkCount,
      vanished: diff.vanishedCount,
      movedPosts: diff.movedPostCount,
      placedPosts: diff.placedPostCount,
      unplacedPosts: diff.unplacedPostCount,
    },
    new: pick(diff.newIds),
    grown: pick(diff.grownIds),
    shrunk: pick(diff.shrunkIds),
    vanished: pick(diff.vanishedIds),
    moves: previousRunId === null ? [] : withMoves ? await findMoves(db, { runId, previousRunId }) : null,
  };
}

async function describe(
  db: Queryable,
  { runId, previousRunId, ids }: { runId: number; previousRunId: number | null; ids: readonly number[] },
): Promise<Map<number, DiffCluster>> {
  const { rows } = await db.execute<{ id: string; title: string; was: number; is: number; is_current: boolean }>(sql`
    select c.id, coalesce(c.name, now.title, earlier.title) as title,
      coalesce(earlier.post_count, 0) as was, coalesce(now.post_count, 0) as is,
      exists (select 1 from run_clusters rc join workspace w on w.id = 1 and w.current_run_id = rc.run_id
        where rc.cluster_id = c.id) as is_current
    from clusters c
    left join run_clusters now on now.cluster_id = c.id and now.run_id = ${runId}
    left join run_clusters earlier on earlier.cluster_id = c.id and earlier.run_id = ${previousRunId}::bigint
    where c.id in (${idList(ids)}) and coalesce(now.title, earlier.title) is not null`);
  return new Map(
    rows.map((row) => [
      Number(row.id),
      {
        id: Number(row.id),
        title: row.title,
        postCountBefore: row.was,
        postCount: row.is,
        isCurrent: row.is_current,
      },
    ]),
  );
}

async function findMoves(
  db: Queryable,
  { runId, previousRunId }: { runId: number; previousRunId: number },
): Promise<DiffMove[] | null> {
  const kept = await db.execute(sql`select 1 from run_posts where run_id = ${previousRunId} limit 1`);
  if (kept.rows.length === 0) return null;
  const { rows } = await db.execute<{ from_id: string; to_id: string; post_count: number }>(sql`
    select was.cluster_id as from_id, now.cluster_id as to_id, count(*)::int as post_count
    from (${membership(previousRunId)}) was join (${membership(runId)}) now on now.post_id = was.post_id
    where was.cluster_id <> now.cluster_id
    group by 1, 2 order by post_count desc, from_id, to_id limit ${MAX_MOVES}`);
  const moves = rows.map((row) => ({ from: Number(row.from_id), to: Number(row.to_id), postCount: row.post_count }));
  const ids = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  const named = await describe(db, { runId, previousRunId, ids });
  const titleOf = (id: number) => named.get(id)?.title ?? `Cluster ${id}`;
  return moves.map(({ from, to, postCount }) => ({
    fromClusterId: from,
    fromTitle: titleOf(from),
    toClusterId: to,
    toTitle: titleOf(to),
    postCount,
  }));
}
