import { type SQL, sql } from 'drizzle-orm';
import { clusters, loopAcknowledgements, loopOptOuts, pushes, reportClusters } from '#db/schema.ts';
import { joinVoice, membership, voice } from '#server/clusters/membership.ts';

/**
 * Everybody who spoke in a report whose issue is open: they may be told that they were heard. Each person once for each
 * issue, at the place where they wrote last.
 *
 * Columns: push_id, author_id (the person), source_id, is_told, is_opted_out.
 */
export function peopleOfOpenIssues(runId: number, { pushId }: { pushId?: number } = {}): SQL {
  const chosen = pushId === undefined ? sql`true` : sql`p.id = ${pushId}`;
  return sql`
    select s.*,
      exists (select 1 from ${loopAcknowledgements} l where l.push_id = s.push_id and l.author_id = s.author_id) as is_told,
      exists (select 1 from ${loopOptOuts} x where x.author_id = s.author_id) as is_opted_out
    from (
      select distinct on (p.id, ${voice}) p.id as push_id, ${voice} as author_id, m.source_id
      from ${pushes} p
      join ${reportClusters} rc on rc.report_id = p.report_id
      join ${clusters} k on k.id = rc.cluster_id
      join (${membership(runId)}) m on m.cluster_id = coalesce(k.merged_into_id, k.id)
      ${joinVoice(sql`m.author_id`)}
      where p.status = 'created' and p.issue_status = 'open' and ${chosen} and ${voice} is not null
      order by p.id, ${voice}, m.posted_at desc nulls last, m.post_id desc) s`;
}
