import { desc, eq } from 'drizzle-orm';
import { reportEditions, users } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type EditionSummary = {
  readonly number: number;
  readonly checksum: string;
  readonly publishedAt: Date;
  readonly publishedByName: string | null;
};

const SHOWN = 100;

/** Published states of a report, newest first. */
export function findEditions({ db }: { db: Queryable }, { reportId }: { reportId: number }): Promise<EditionSummary[]> {
  return db
    .select({
      number: reportEditions.number,
      checksum: reportEditions.checksum,
      publishedAt: reportEditions.publishedAt,
      publishedByName: users.name,
    })
    .from(reportEditions)
    .leftJoin(users, eq(users.id, reportEditions.publishedById))
    .where(eq(reportEditions.reportId, reportId))
    .orderBy(desc(reportEditions.number))
    .limit(SHOWN);
}
