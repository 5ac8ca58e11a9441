import { and, asc, desc, eq, gte, type SQL, sql } from 'drizzle-orm';
import { type SuggestionKind, suggestions } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { getCalibration } from './get-calibration.ts';

export const SUGGESTION_ANSWERS = ['open', 'accepted', 'refused'] as const;
export type SuggestionAnswer = (typeof SUGGESTION_ANSWERS)[number];
export type SuggestionRow = {
  readonly id: number;
  readonly runId: number;
  readonly kind: SuggestionKind;
  readonly clusterIds: readonly number[];
  readonly postIds: readonly number[];
  readonly score: number;
  readonly terms: readonly string[];
  readonly answer: SuggestionAnswer;
  /** The decision that accepted or refused it. */
  readonly decisionId: number | null;
};

/** The decision that names a suggestion and holds. For a select from `suggestions`, under that name. */
const holding = sql`(select max(d.id) from decisions d where d.suggestion_id = suggestions.id
  and coalesce((select max(u.id) from decisions u where u.undoes_id = d.id), 0)
    <= coalesce((select max(r.id) from decisions r where r.redoes_id = d.id), 0))`;

export const suggestionColumns = {
  id: suggestions.id,
  runId: suggestions.runId,
  kind: suggestions.kind,
  clusterIds: suggestions.clusterIds,
  postIds: suggestions.postIds,
  score: suggestions.score,
  terms: suggestions.terms,
  decisionId: sql`${holding}`.mapWith((id) => (id === null ? null : Number(id))),
  answer: sql<SuggestionAnswer>`coalesce((select case when h.kind = 'refuse' then 'refused' else 'accepted' end
    from decisions h where h.id = ${holding}), 'open')`,
};

/**
 * Suggestions: the open ones of the run that everybody sees, best first, from the score on that people's answers say is
 * worth showing (with `isAll` also those below); or those that were answered, the last first.
 */
export async function findSuggestions(
  { db }: { db: Queryable },
  {
    answer = 'open',
    clusterId,
    isAll = false,
    limit = 50,
  }: { answer?: SuggestionAnswer; clusterId?: number | undefined; isAll?: boolean; limit?: number } = {},
): Promise<SuggestionRow[]> {
  const conditions: SQL[] =
    answer === 'open' ? await whereOpen({ db }) : [sql`${suggestionColumns.answer} = ${answer}`];
  if (clusterId !== undefined) conditions.push(sql`${suggestions.clusterIds} @> array[${clusterId}]::bigint[]`);
  if (answer === 'open' && !isAll) {
    const { threshold } = await getCalibration({ db });
    conditions.push(gte(suggestions.score, threshold));
  }
  return db
    .select(suggestionColumns)
    .from(suggestions)
    .where(and(...conditions))
    .orderBy(answer === 'open' ? desc(suggestions.score) : desc(suggestions.id), asc(suggestions.id))
    .limit(limit);
}

/** How many suggestions wait for an answer, and how many more there are below the score from which on they are shown. */
export async function countSuggestions({
  db,
}: {
  db: Queryable;
}): Promise<{ readonly shownCount: number; readonly hiddenCount: number }> {
  const { threshold } = await getCalibration({ db });
  const [row] = await db
    .select({
      shownCount: sql<number>`(count(*) filter (where ${suggestions.score} >= ${threshold}))::int`,
      hiddenCount: sql<number>`(count(*) filter (where ${suggestions.score} < ${threshold}))::int`,
    })
    .from(suggestions)
    .where(and(...(await whereOpen({ db }))));
  return row ?? { shownCount: 0, hiddenCount: 0 };
}

async function whereOpen({ db }: { db: Queryable }): Promise<SQL[]> {
  const runId = await getCurrentRunId({ db });
  return [
    eq(suggestions.runId, runId ?? 0),
    sql`${holding} is null`,
    // Clusters must still be there as they were: one that was merged since needs no answer.
    sql`not exists (select 1 from clusters c where c.id = any(${suggestions.clusterIds}) and c.merged_into_id is not null)`,
  ];
}
