import { desc, eq } from 'drizzle-orm';
import { authors, loopOptOuts, sources } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';

export type OptOut = {
  readonly authorId: number;
  /** Null where the source does not name them, or they erased their posts. */
  readonly name: string | null;
  readonly place: string;
  /** Who noted it. */
  readonly actorName: string;
  readonly createdAt: Date;
};

const SHOWN = 500;

/** People who do not want to be told, the last first. */
export async function findOptOuts({ db }: { db: Queryable }): Promise<OptOut[]> {
  const rows = await db
    .select({
      authorId: loopOptOuts.authorId,
      name: authors.name,
      platform: sources.platform,
      sourceName: sources.name,
      actorName: loopOptOuts.actorName,
      createdAt: loopOptOuts.createdAt,
    })
    .from(loopOptOuts)
    .innerJoin(authors, eq(authors.id, loopOptOuts.authorId))
    .innerJoin(sources, eq(sources.id, authors.sourceId))
    .orderBy(desc(loopOptOuts.createdAt), desc(loopOptOuts.authorId))
    .limit(SHOWN);
  return rows.map(({ platform, sourceName, ...row }) => ({ ...row, place: platform ?? sourceName }));
}
