import { and, eq, notInArray } from 'drizzle-orm';
import { reportClaims } from '#db/schema.ts';
import { type Claim, findCitations } from '#pipelines/drafts/claim.ts';
import type { Queryable } from '#server/database/database.ts';

/** Takes a new draft's claims; of the earlier ones those stay that `summary`, as a person wrote it, still cites. */
export async function saveClaims(
  tx: Queryable,
  { reportId, summary, claims }: { reportId: number; summary: string; claims: readonly Claim[] },
): Promise<void> {
  const kept = [...findCitations(summary)].filter((key) => claims.every((claim) => claim.key !== key));
  await tx
    .delete(reportClaims)
    .where(and(eq(reportClaims.reportId, reportId), ...(kept.length > 0 ? [notInArray(reportClaims.key, kept)] : [])));
  if (claims.length === 0) return;
  const rows = claims.map(({ key, label, postIds }) => ({ reportId, key, label, postIds: [...postIds] }));
  await tx.insert(reportClaims).values(rows);
}
