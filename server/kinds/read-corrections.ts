import { asc, eq } from 'drizzle-orm';
import { kindCorrections, posts, sources } from '#db/schema.ts';
import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import { nameIn } from '#server/clusters/engine-post-row.ts';
import type { Queryable } from '#server/database/database.ts';

/** More than a community ever puts right; older ones go on holding for their posts. */
const MOST = 5000;

/** What people put right about kinds, as the engine takes it, in an order that does not depend on rows. */
export async function readCorrections({ db }: { db: Queryable }): Promise<KindCorrection[]> {
  const rows = await db
    .select({
      sourceName: sources.name,
      externalId: posts.externalId,
      kind: kindCorrections.kind,
      holds: kindCorrections.holds,
    })
    .from(kindCorrections)
    .innerJoin(posts, eq(posts.id, kindCorrections.postId))
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .orderBy(asc(sources.name), asc(posts.externalId), asc(kindCorrections.kind))
    .limit(MOST);
  return rows.map(({ sourceName, externalId, kind, holds }) => ({
    postId: nameIn(sourceName, externalId),
    kind,
    holds,
  }));
}
