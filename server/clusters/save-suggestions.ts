import { sql } from 'drizzle-orm';
import { suggestions } from '#db/schema.ts';
import { findSuggestions } from '#pipelines/constraints/find-suggestions.ts';
import type { KnownMembers } from '#pipelines/constraints.ts';
import type { RunContext } from '#server/runs/run.ts';
import type { Finding } from './clustering-message.ts';
import type { DecidedFinding } from './overlay-decisions.ts';
import { batches } from './save-finding.ts';

const ROWS_PER_BATCH = 50;
/** More than anybody looks through before the next run. */
const MAX_SUGGESTIONS = 500;

/**
 * Keeps what the engine would have done otherwise, under the run's id: nobody sees it before the run is published. What
 * was refused before is left out, and so are unanswered suggestions of earlier runs.
 */
export async function saveSuggestions(
  context: RunContext,
  {
    finding,
    decided,
    known,
    pins,
    identities,
  }: {
    finding: Finding;
    decided: DecidedFinding;
    known: readonly KnownMembers[];
    pins: ReadonlyMap<number, number | null>;
    identities: ReadonlyMap<string, number>;
  },
): Promise<void> {
  const scores = new Map(finding.placements.map(({ postId, score }) => [postId, score]));
  const found = finding.clusters.map(({ key, terms, postIds }) => ({
    key,
    terms,
    posts: postIds.map((postId) => ({ postId, score: scores.get(postId) ?? 0 })),
  }));
  const { apart, refused } = await context.commit(null, async (tx) => {
    const pairs = await tx.execute<{ low: string; high: string }>(sql`
      select distinct coalesce(l.merged_into_id, l.id) as low, coalesce(h.merged_into_id, h.id) as high
      from apart_clusters a join clusters l on l.id = a.low_id join clusters h on h.id = a.high_id`);
    const answered = await tx.execute<{ signature: string }>(sql`
      select distinct s.signature from suggestions s join decisions d on d.suggestion_id = s.id and d.kind = 'refuse'
      where coalesce((select max(u.id) from decisions u where u.undoes_id = d.id), 0)
        <= coalesce((select max(r.id) from decisions r where r.redoes_id = d.id), 0)`);
    await tx.execute(sql`
      delete from suggestions s where s.run_id <> coalesce((select current_run_id from workspace where id = 1), 0)
        and not exists (select 1 from decisions d where d.suggestion_id = s.id)`);
    return {
      apart: new Set(pairs.rows.map(({ low, high }) => pairOf(Number(low), Number(high)))),
      refused: new Set(answered.rows.map(({ signature }) => signature)),
    };
  });
  const made = findSuggestions(
    { known, pins, apart },
    decided,
    found,
    (key) => identities.get(key),
    finding.languagePairs,
  );
  const fresh = made.filter(({ signature }) => !refused.has(signature)).slice(0, MAX_SUGGESTIONS);
  for (const batch of batches(fresh, ROWS_PER_BATCH)) {
    const rows = batch.map((suggestion) => ({
      ...suggestion,
      runId: context.run.id,
      clusterIds: [...suggestion.clusterIds],
      postIds: [...suggestion.postIds],
      terms: [...suggestion.terms],
    }));
    await context.commit(null, (tx) => tx.insert(suggestions).values(rows).onConflictDoNothing());
  }
}

function pairOf(a: number, b: number): string {
  return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
