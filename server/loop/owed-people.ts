import { type SQL, sql } from 'drizzle-orm';
import { authors, clusters, issueEvents, loopEntries, loopOptOuts, posts, pushes, reportClusters } from '#db/schema.ts';
import { joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

/**
 * Everybody who spoke in a report whose issue has come to an end that still stands: a reopened issue has none, so nobody
 * is owed anything for it. Each person once for each outcome, at the place where they wrote last; told of it by one of a
 * report's issues, they are not told again by another with the same outcome.
 *
 * Columns: event_id, push_id, status, happened_at, author_id (the person), source_id, is_told, is_opted_out.
 */
export async function peopleOfOutcomes(
  db: Queryable,
  { runId, eventId }: { runId: number; eventId?: number },
): Promise<SQL> {
  const chosen = eventId === undefined ? sql`true` : sql`o.event_id = ${eventId}`;
  const standing = sql`
    with outcomes as (
      select distinct on (e.push_id) e.id as event_id, e.push_id, e.to_status as status, e.happened_at, p.report_id
      from ${issueEvents} e
      join ${pushes} p on p.id = e.push_id and p.status = 'created'
      where e.kind in ('status', 'found')
      order by e.push_id, e.id desc),
    standing as (
      select o.* from outcomes o join ${pushes} p on p.id = o.push_id and p.issue_status = o.status
      where o.status in ('completed', 'not_planned', 'duplicate'))`;
  // Their clusters first, as literals: the planner cannot know how few they are, and would read every member of the run.
  const { rows } = await db.execute<{ id: string }>(sql`
    ${standing}
    select distinct coalesce(k.merged_into_id, k.id) as id from standing o
    join ${reportClusters} rc on rc.report_id = o.report_id
    join ${clusters} k on k.id = rc.cluster_id
    where ${chosen}`);
  const members = membership(runId, { clusterIds: rows.map(({ id }) => Number(id)) });
  return sql`
    ${standing},
    spoke as (
      select distinct on (o.event_id, ${voice}) o.event_id, o.push_id, o.report_id, o.status, o.happened_at,
        ${voice} as author_id, m.source_id
      from standing o
      join ${reportClusters} rc on rc.report_id = o.report_id
      join ${clusters} k on k.id = rc.cluster_id
      join (${members}) m on m.cluster_id = coalesce(k.merged_into_id, k.id)
      join ${posts} post on post.id = m.post_id
      ${joinVoice(sql`m.author_id`)}
      where ${chosen} and ${voice} is not null
      order by o.event_id, ${voice}, m.posted_at desc nulls last, m.post_id desc)
    select s.event_id, s.push_id, s.status, s.happened_at, s.author_id, s.source_id,
      exists (select 1 from ${loopEntries} l join standing o on o.event_id = l.event_id
        where o.report_id = s.report_id and o.status = s.status and l.author_id = s.author_id) as is_told,
      exists (select 1 from ${loopOptOuts} x where x.author_id = s.author_id) as is_opted_out
    from spoke s join ${authors} who on who.id = s.author_id`;
}
