import { eq } from 'drizzle-orm';
import { workspace } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type Workspace = Pick<typeof workspace.$inferSelect, 'name' | 'currentRunId' | 'sampleLoadedAt'>;

export async function getWorkspace({ db }: { db: Queryable }): Promise<Workspace> {
  const [row] = await db
    .select({ name: workspace.name, currentRunId: workspace.currentRunId, sampleLoadedAt: workspace.sampleLoadedAt })
    .from(workspace)
    .where(eq(workspace.id, 1));
  if (!row) throw new Error('the workspace has no row; the migrations make it');
  return row;
}
