import { eq } from 'drizzle-orm';
import { workspace } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/** The clustering run whose placements everybody sees; null before the first one. */
export async function getCurrentRunId({ db }: { db: Queryable }): Promise<number | null> {
  const [row] = await db.select({ id: workspace.currentRunId }).from(workspace).where(eq(workspace.id, 1));
  return row?.id ?? null;
}

/**
 * First statement of every decision: until the transaction ends no other decision can begin, so that what one finds is
 * what it changes, and no run can be published, so that it is counted either in the run it was made on or, by
 * `publishFinding`, in the next.
 * @throws AppError `conflict` before the first clustering run.
 */
export async function holdCurrentRun(tx: Queryable): Promise<number> {
  const [row] = await tx
    .select({ id: workspace.currentRunId })
    .from(workspace)
    .where(eq(workspace.id, 1))
    .for('update');
  if (!row?.id) throw new AppError('conflict', 'There are no clusters yet. Start a clustering run first.');
  return row.id;
}
