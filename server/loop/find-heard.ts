import { sql } from 'drizzle-orm';
import { loopAcknowledgements, pushes, reports, sources } from '#db/schema.ts';
import { draftHeard } from '#pipelines/drafts/draft-outcome.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { peopleOfOpenIssues } from './people-heard.ts';

export type HeardPlace = {
  readonly pushId: number;
  readonly reportId: number;
  readonly title: string;
  readonly issueKey: string | null;
  readonly issueUrl: string | null;
  readonly sourceId: number;
  readonly place: string;
  readonly spokeCount: number;
  readonly toldCount: number;
  readonly optedOutCount: number;
  readonly openCount: number;
  /** Who acknowledged the members there, the last of them. */
  readonly toldBy: string | null;
  /** To be copied and sent by a person, there. */
  readonly draft: string;
};

const SHOWN = 100;

/** Open issues by the places where people spoke, those first where somebody has not been acknowledged. */
export async function findHeard({ db }: { db: Queryable }): Promise<HeardPlace[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select l.push_id, p.report_id, r.title, p.issue_key, p.issue_url, l.source_id, coalesce(s.platform, s.name) as place,
      count(*)::int as spoke, count(*) filter (where is_told)::int as told,
      count(*) filter (where is_opted_out and not is_told)::int as opted_out,
      count(*) filter (where not is_told and not is_opted_out)::int as open,
      (select e.actor_name from ${loopAcknowledgements} e where e.push_id = l.push_id and e.source_id = l.source_id
        order by e.id desc limit 1) as told_by
    from (${peopleOfOpenIssues(runId)}) l
    join ${pushes} p on p.id = l.push_id
    join ${reports} r on r.id = p.report_id
    join ${sources} s on s.id = l.source_id
    group by l.push_id, p.report_id, r.title, p.issue_key, p.issue_url, l.source_id, s.id
    order by (count(*) filter (where not is_told and not is_opted_out) > 0) desc, l.push_id desc, l.source_id
    limit ${SHOWN}`);
  const textOf = (value: unknown) => (value === null ? null : String(value));
  return rows.map((row) => ({
    pushId: Number(row.push_id),
    reportId: Number(row.report_id),
    title: String(row.title),
    issueKey: textOf(row.issue_key),
    issueUrl: textOf(row.issue_url),
    sourceId: Number(row.source_id),
    place: String(row.place),
    spokeCount: Number(row.spoke),
    toldCount: Number(row.told),
    optedOutCount: Number(row.opted_out),
    openCount: Number(row.open),
    toldBy: textOf(row.told_by),
    draft: draftHeard({ title: String(row.title), url: textOf(row.issue_url) }),
  }));
}
