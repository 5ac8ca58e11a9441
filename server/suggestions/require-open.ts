import type { Queryable } from '#server/database/database.ts';
import { describeAge } from '#server/decisions/describe-age.ts';
import { getDecision } from '#server/decisions/get-decision.ts';
import { AppError } from '#server/errors.ts';
import type { SuggestionRow } from './find-suggestions.ts';

/** @throws AppError `conflict` that says who answered it, and when. */
export async function requireOpen(
  { db }: { db: Queryable },
  { answer, decisionId }: Pick<SuggestionRow, 'answer' | 'decisionId'>,
): Promise<void> {
  if (answer === 'open' || decisionId === null) return;
  const { actorName, createdAt } = await getDecision({ db }, { decisionId });
  throw new AppError(
    'conflict',
    `${actorName} ${answer} this suggestion ${describeAge(Date.now() - createdAt.getTime())}.`,
    { decisionId },
  );
}
