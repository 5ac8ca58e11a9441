import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';

/** Takes away uploads whose sender gave up, and files that nobody imported for a week. Runs keep their results. */
export async function removeStaleUploads({ db }: { db: Queryable }): Promise<void> {
  await db.execute(sql`
    delete from uploads u
    where (
        (u.completed_at is null and u.created_at < now() - interval '1 day')
        or (u.created_at < now() - interval '7 days' and exists (select 1 from upload_chunks c where c.upload_id = u.id))
      )
      and not exists (
        select 1 from runs r
        where r.kind = 'import' and r.status in ('queued', 'running') and (r.input->>'uploadId')::bigint = u.id
      )`);
}
