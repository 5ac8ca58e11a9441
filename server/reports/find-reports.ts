import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type Audience, type PushStatus, reports, users } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type ReportSummary = {
  readonly id: number;
  readonly title: string;
  readonly audience: Audience;
  readonly clusterCount: number;
  readonly quoteCount: number;
  /** Of the push that got furthest: an issue once there is one. */
  readonly pushStatus: PushStatus | null;
  readonly issueUrl: string | null;
  /** Whether there is an edition of it. */
  readonly isPublished: boolean;
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Newest first. `before` is the id of the last report of the page before. */
export function findReports(
  { db }: { db: Queryable },
  {
    audience,
    clusterId,
    before,
    limit = 50,
  }: { audience?: Audience; clusterId?: number; before?: number; limit?: number } = {},
): Promise<ReportSummary[]> {
  const conditions: SQL[] = [];
  if (audience) conditions.push(eq(reports.audience, audience));
  if (before !== undefined) conditions.push(lt(reports.id, before));
  if (clusterId !== undefined) {
    conditions.push(sql`exists (
      select 1 from report_clusters rc where rc.report_id = ${reports.id} and rc.cluster_id = ${clusterId})`);
  }
  const push = sql`from pushes p where p.report_id = ${reports.id}
    order by (p.status = 'created') desc, (p.status in ('failed', 'cancelled')), p.id desc limit 1`;
  return db
    .select({
      id: reports.id,
      title: reports.title,
      audience: reports.audience,
      clusterCount: sql<number>`(select count(*)::int from report_clusters rc where rc.report_id = ${reports.id})`,
      quoteCount: sql<number>`(select count(*)::int from quotes q where q.report_id = ${reports.id})`,
      pushStatus: sql<PushStatus | null>`(select p.status ${push})`,
      issueUrl: sql<string | null>`(select p.issue_url ${push})`,
      isPublished: sql<boolean>`exists (select 1 from report_editions e where e.report_id = ${reports.id})`,
      createdByName: users.name,
      createdAt: reports.createdAt,
      updatedAt: reports.updatedAt,
    })
    .from(reports)
    .leftJoin(users, eq(users.id, reports.createdById))
    .where(and(...conditions))
    .orderBy(desc(reports.id))
    .limit(limit);
}
