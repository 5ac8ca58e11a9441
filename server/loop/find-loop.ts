import { sql } from 'drizzle-orm';
import { loopEntries, pushes, reports, sources } from '#db/schema.ts';
import { draftOutcome, type Outcome } from '#pipelines/drafts/draft-outcome.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { peopleOfOutcomes } from './owed-people.ts';

export type LoopPlace = {
  readonly eventId: number;
  readonly pushId: number;
  readonly reportId: number;
  readonly title: string;
  readonly status: Outcome['status'];
  readonly issueKey: string | null;
  readonly issueUrl: string | null;
  readonly happenedAt: Date;
  readonly sourceId: number;
  readonly place: string;
  readonly spokeCount: number;
  readonly toldCount: number;
  readonly optedOutCount: number;
  readonly owedCount: number;
  /** Who told the members there, the last of them. */
  readonly toldBy: string | null;
  /** To be copied and sent by a person, there. */
  readonly draft: string;
};

const SHOWN = 100;

/** The loop ledger: each outcome at each place where people spoke, those still owed an answer first. */
export async function findLoop({ db }: { db: Queryable }): Promise<LoopPlace[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const people = await peopleOfOutcomes(db, { runId });
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select l.event_id, l.push_id, p.report_id, r.title, l.status, p.issue_key, p.issue_url,
      (extract(epoch from l.happened_at) * 1000)::float8 as happened_ms, l.source_id,
      coalesce(s.platform, s.name) as place, count(*)::int as spoke, count(*) filter (where is_told)::int as told,
      count(*) filter (where is_opted_out and not is_told)::int as opted_out,
      count(*) filter (where not is_told and not is_opted_out)::int as owed,
      (select e.actor_name from ${loopEntries} e where e.event_id = l.event_id and e.source_id = l.source_id
        order by e.id desc limit 1) as told_by
    from (${people}) l
    join ${pushes} p on p.id = l.push_id
    join ${reports} r on r.id = p.report_id
    join ${sources} s on s.id = l.source_id
    group by l.event_id, l.push_id, p.report_id, r.title, l.status, p.issue_key, p.issue_url, l.happened_at, l.source_id, s.id
    order by (count(*) filter (where not is_told and not is_opted_out) > 0) desc, l.event_id desc, l.source_id
    limit ${SHOWN}`);
  return rows.map((row) => {
    const title = String(row.title);
    const status = row.status as Outcome['status'];
    const issueUrl = row.issue_url === null ? null : String(row.issue_url);
    return {
      eventId: Number(row.event_id),
      pushId: Number(row.push_id),
      reportId: Number(row.report_id),
      ...{ title, status, issueUrl },
      issueKey: row.issue_key === null ? null : String(row.issue_key),
      happenedAt: new Date(Number(row.happened_ms)),
      sourceId: Number(row.source_id),
      place: String(row.place),
      spokeCount: Number(row.spoke),
      toldCount: Number(row.told),
      optedOutCount: Number(row.opted_out),
      owedCount: Number(row.owed),
      toldBy: row.told_by === null ? null : String(row.told_by),
      draft: draftOutcome({ title, status, url: issueUrl }),
    };
  });
}
