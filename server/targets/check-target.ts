import { eq, sql } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { ConnectionCheck } from '#server/trackers/tracker.ts';
import { openTarget, type TargetDeps } from './open-target.ts';

/** "Test connection": tells in plain words what is missing, and notes the time when nothing is. */
export async function checkTarget(deps: TargetDeps, { targetId }: { targetId: number }): Promise<ConnectionCheck> {
  const { adapter, connection, close } = await openTarget(deps, { targetId });
  try {
    const check = await adapter.checkConnection(connection);
    const checkedAt = check.isUsable ? sql`now()` : null;
    await deps.db.update(targets).set({ checkedAt }).where(eq(targets.id, targetId));
    return check;
  } finally {
    await close();
  }
}
