import { eq, sql } from 'drizzle-orm';
import { runs, workspace } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

/** The model whose vectors of posts the current run used; null where Refrain told likeness by itself. */
export async function getVectorsModel({ db }: { db: Queryable }): Promise<string | null> {
  const [row] = await db
    .select({ model: sql<string | null>`${runs.result} -> 'parameters' ->> 'postVectors'` })
    .from(workspace)
    .innerJoin(runs, eq(runs.id, workspace.currentRunId))
    .where(eq(workspace.id, 1));
  return row?.model ?? null;
}
