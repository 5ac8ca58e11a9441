import { sql } from 'drizzle-orm';
import { reportEditions, reports } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Queryable } from '#server/database/database.ts';
import { meantFor } from './require-readable.ts';

export type ReadableReport = {
  readonly reportId: number;
  /** Of the newest edition, as are the rest. */
  readonly title: string;
  readonly voiceCount: number;
  readonly quoteCount: number;
  readonly publishedAt: Date;
};

const SHOWN = 50;

/** Published reports that were written for the reader's role or shared with it, the newest first. */
export async function findReadable(
  { db }: { db: Queryable },
  { actor }: { actor: Pick<Actor, 'role'> },
): Promise<ReadableReport[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select e.report_id, e.content::jsonb ->> 'title' as title, (e.content::jsonb ->> 'voiceCount')::int as voices,
      jsonb_array_length(e.content::jsonb -> 'quotes') as quotes, (extract(epoch from e.published_at) * 1000)::float8 as published_ms
    from ${reports}
    cross join lateral (
      select * from ${reportEditions} own where own.report_id = ${reports.id} order by own.number desc limit 1) e
    where ${meantFor(actor)}
    order by e.published_at desc, e.report_id desc
    limit ${SHOWN}`);
  return rows.map((row) => ({
    reportId: Number(row.report_id),
    title: String(row.title),
    voiceCount: Number(row.voices),
    quoteCount: Number(row.quotes),
    publishedAt: new Date(Number(row.published_ms)),
  }));
}
