import { and, asc, eq, gt } from 'drizzle-orm';
import { rejectedRows } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type RejectedRow = { readonly line: number; readonly reason: string; readonly excerpt: string };

/** Records that an import could not take, in the order of the file. `after` is the last line of the page before. */
export function findRejectedRows(
  { db }: { db: Queryable },
  { runId, after = 0, limit = 100 }: { runId: number; after?: number; limit?: number },
): Promise<RejectedRow[]> {
  return db
    .select({ line: rejectedRows.line, reason: rejectedRows.reason, excerpt: rejectedRows.excerpt })
    .from(rejectedRows)
    .where(and(eq(rejectedRows.runId, runId), gt(rejectedRows.line, after)))
    .orderBy(asc(rejectedRows.line))
    .limit(limit);
}
