import { eq, sql } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';

/**
 * For the embedded database, where all workers live in one process: at its start no run can have a living worker, so
 * those of a killed process are picked up at once instead of after their heartbeat is stale.
 */
export async function releaseOrphans({ db }: { db: Database }): Promise<void> {
  await db.update(runs).set({ heartbeatAt: sql`'epoch'` }).where(eq(runs.status, 'running'));
}
