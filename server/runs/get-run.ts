import { eq } from 'drizzle-orm';
import { runs } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Run } from './run.ts';

export async function getRun({ db }: { db: Queryable }, { runId }: { runId: number }): Promise<Run> {
  const [run] = await db.select().from(runs).where(eq(runs.id, runId));
  if (!run) throw new AppError('not_found', `There is no run ${runId}.`);
  return run;
}
