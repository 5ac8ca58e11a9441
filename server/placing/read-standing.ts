import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** A post that the current run knows as it reads now. */
export type KnownPlace = { readonly postId: number; readonly clusterId: number | null; readonly score: number };

/** How the posts of a community stand to the run that everybody sees. */
export type CommunityStanding = {
  /** In the order of their ids. */
  readonly known: readonly KnownPlace[];
  /** Posts that the run does not know, and those edited since it read them, with where it has these. In the order of their ids. */
  readonly later: readonly { readonly postId: number; readonly was: KnownPlace | null }[];
  /** Every post that the run placed or left unplaced, whatever became of it. */
  readonly before: ReadonlyMap<number, number | null>;
  /** Clusters that posts left, or of whose posts anything else than the words changed. */
  readonly changedIds: ReadonlySet<number>;
};

const PAGE_SIZE = 5000;
/** Transactions that began before a run may have been written after it read. */
const SLACK_MS = 600_000;

/** Pins are not laid over it. */
export async function readStanding(
  { db }: { db: Queryable },
  { runId, startedAt }: { runId: number; startedAt: Date },
): Promise<CommunityStanding> {
  const known: KnownPlace[] = [];
  const later: { postId: number; was: KnownPlace | null }[] = [];
  const before = new Map<number, number | null>();
  const changedIds = new Set<number>();
  const since = new Date(startedAt.getTime() - SLACK_MS).toISOString();
  for (let after = 0; ; ) {
    const { rows } = await db.execute<Row>(sql`
      select p.id, rp.post_id is not null as is_there, rp.cluster_id, rp.score, p.deleted_at is not null as is_gone,
        rp.post_version is distinct from p.version as is_later,
        p.updated_at >= ${since}::timestamptz and p.updated_at > p.created_at as is_changed
      from (
        select id, version, deleted_at, created_at, updated_at from posts where id > ${after} order by id limit ${PAGE_SIZE}
      ) p
      left join run_posts rp on rp.run_id = ${runId} and rp.post_id = p.id
      order by p.id`);
    for (const row of rows) {
      const clusterId = row.cluster_id === null ? null : Number(row.cluster_id);
      const place = { postId: Number(row.id), clusterId, score: row.score ?? 0 };
      if (row.is_there) before.set(place.postId, clusterId);
      if (clusterId !== null && (row.is_gone || row.is_changed)) changedIds.add(clusterId);
      if (row.is_gone) continue;
      if (row.is_later) later.push({ postId: place.postId, was: row.is_there ? place : null });
      else known.push(place);
    }
    if (rows.length < PAGE_SIZE) return { known, later, before, changedIds };
    after = Number(rows.at(-1)?.id);
  }
}

type Row = {
  readonly id: string;
  readonly is_there: boolean;
  readonly cluster_id: string | null;
  readonly score: number | null;
  readonly is_gone: boolean;
  readonly is_later: boolean;
  readonly is_changed: boolean;
};
