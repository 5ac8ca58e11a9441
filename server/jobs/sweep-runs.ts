import { sql } from 'drizzle-orm';
import type { Database } from '#server/database/database.ts';
import { STALE_AFTER_SECONDS } from '#server/runs/claim-run.ts';
import { type Jobs, RUN_QUEUE } from './jobs.ts';

/**
 * Queues again what nobody works on: runs whose worker died, and waiting runs whose job was lost with a dead worker.
 * @returns ids of the runs queued.
 */
export async function sweepRuns({ db, jobs }: { db: Database; jobs: Jobs }): Promise<number[]> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      select r.id from runs r
      where (
          (r.status = 'running' and r.heartbeat_at < now() - make_interval(secs => ${STALE_AFTER_SECONDS}))
          or (r.status = 'queued' and coalesce(r.not_before_at, r.created_at) < now() - interval '10 seconds')
        )
        and not exists (
          select 1 from pgboss.job j
          where j.name = ${RUN_QUEUE} and j.state in ('created', 'retry') and (j.data->>'runId')::bigint = r.id
        )
      order by r.id
      for update of r skip locked
      limit 20`);
    const ids = rows.map((row) => Number(row.id));
    for (const id of ids) await jobs.enqueue(tx, id);
    return ids;
  });
}
