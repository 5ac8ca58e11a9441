import type { Audience } from '#db/schema.ts';
import type { Draft } from '#pipelines/drafts/claim.ts';
import { draftReport } from '#pipelines/drafts/draft-report.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { readDraftFacts } from './read-draft-facts.ts';
import type { ReportFacts } from './read-report-facts.ts';

/** Writes a draft from the posts as they are now. @param firstKey above the keys of claims that stay. */
export async function generateDraft(
  { db }: { db: Queryable },
  { facts, audience, firstKey = 1 }: { facts: ReportFacts; audience: Audience; firstKey?: number },
): Promise<Draft & { readonly runId: number | null }> {
  const draft = draftReport(await readDraftFacts({ db }, facts), { audience, firstKey });
  return { ...draft, runId: await getCurrentRunId({ db }) };
}
