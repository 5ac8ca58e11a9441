import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Something that others should look at again. */
export type Change = {
  /** The last row of the log. */
  readonly decisionId: number;
  /** The run that everybody sees. */
  readonly runId: number | null;
  /** Clusters that were decided about since the last message; null: all may have changed. */
  readonly clusterIds: readonly number[] | null;
};

/** One question a second to the database for all who watch in this process, and none while nobody does. */
const EVERY_MS = 700;

type Watch = { last: Change | null; timer: NodeJS.Timeout | null; readonly listeners: Set<(change: Change) => void> };
const watches = new WeakMap<object, Watch>();

/**
 * Tells whenever somebody decides something or a run is published, in whatever process, until `signal` aborts. Works
 * alike on both databases: the embedded one cannot notify across connections.
 * @param pastMs how long ago the listener last read: what happened since is told at once.
 */
export function watchChanges(
  { db, onFailure }: { db: Queryable; onFailure: (error: unknown) => void },
  { signal, pastMs = 0, onChange }: { signal: AbortSignal; pastMs?: number; onChange: (change: Change) => void },
): void {
  const watch = watches.get(db) ?? { last: null, timer: null, listeners: new Set() };
  watches.set(db, watch);
  if (signal.aborted) return;
  watch.listeners.add(onChange);
  signal.addEventListener('abort', () => watch.listeners.delete(onChange), { once: true });
  if (watch.timer === null) look(db, watch, onFailure);
  readPast(db, pastMs).then(({ change, isNews }) => {
    watch.last ??= change;
    if (isNews && !signal.aborted) onChange(change);
  }, onFailure);
}

/** The state now, and whether it came about within the last `pastMs`, by the database's clock. */
async function readPast(db: Queryable, pastMs: number): Promise<{ change: Change; isNews: boolean }> {
  const { rows } = await db.execute<{ is_news: boolean }>(sql`
    select coalesce(greatest(
      (select created_at from decisions order by id desc limit 1),
      (select coalesce(r.finished_at, now()) from runs r join workspace w on w.id = 1 and w.current_run_id = r.id)
    ) > now() - make_interval(secs => ${pastMs / 1000}::float8), false) as is_news`);
  return { change: await readChange(db, null), isNews: rows[0]?.is_news ?? false };
}

function look(db: Queryable, watch: Watch, onFailure: (error: unknown) => void): void {
  watch.timer = setTimeout(async () => {
    if (watch.listeners.size === 0) {
      watch.timer = null;
      watch.last = null;
      return;
    }
    try {
      const change = await readChange(db, watch.last);
      const isNews =
        watch.last !== null && (change.decisionId !== watch.last.decisionId || change.runId !== watch.last.runId);
      watch.last = change;
      if (isNews) for (const tell of watch.listeners) tell(change);
    } catch (error) {
      // The next look may find the database again.
      onFailure(error);
    }
    look(db, watch, onFailure);
  }, EVERY_MS);
  watch.timer.unref();
}

async function readChange(db: Queryable, last: Change | null): Promise<Change> {
  const { rows } = await db.execute<{ decision_id: string | null; run_id: string | null }>(sql`
    select (select max(id) from decisions) as decision_id, (select current_run_id from workspace where id = 1) as run_id`);
  const decisionId = Number(rows[0]?.decision_id ?? 0);
  const runId = rows[0]?.run_id ? Number(rows[0].run_id) : null;
  if (last === null || runId !== last.runId || decisionId === last.decisionId) {
    return { decisionId, runId, clusterIds: last !== null && runId === last.runId ? [] : null };
  }
  const touched = await db.execute<{ id: string }>(sql`
    select distinct unnest(cluster_ids) as id from decisions
    where id > ${last.decisionId} and id <= ${decisionId} order by id limit 1000`);
  const clusterIds = touched.rows.map(({ id }) => Number(id));
  return { decisionId, runId, clusterIds };
}
