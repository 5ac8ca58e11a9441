import { sql } from 'drizzle-orm';
import { runParts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type ClaimedPart = Pick<typeof runParts.$inferSelect, 'position' | 'postIds' | 'marks'>;

/** Takes the first part that nobody has taken, while the run works. @returns null when there is none. */
export async function claimPart(
  { db }: { db: Queryable },
  { tellingId, workerId }: { tellingId: number; workerId: string },
): Promise<ClaimedPart | null> {
  const [claimed] = await db
    .update(runParts)
    .set({ takenBy: workerId })
    .where(
      sql`${runParts.tellingId} = ${tellingId} and ${runParts.position} = (
        select p.position from run_parts p
        join run_tellings t on t.id = p.telling_id
        join runs r on r.id = t.run_id
        where p.telling_id = ${tellingId} and p.taken_by is null and r.status = 'running'
        order by p.position limit 1
        for update of p skip locked)`,
    )
    .returning({ position: runParts.position, postIds: runParts.postIds, marks: runParts.marks });
  return claimed ?? null;
}
