import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { areManyFound } from './estimate-found.ts';
import { findPostsByIds } from './find-posts-by-ids.ts';
import { joinPlacement, type PostFilter, toPostConditions } from './post-conditions.ts';
import type { PostSummary } from './post-summary.ts';

/**
 * A word that half of a large community uses is found in half of its posts: weighing them all takes seconds, and nobody
 * reads them. The newest this many are weighed.
 */
const MOST_WEIGHED = 500;
/** With a filter by kind or placement, this many of the newest hits are sifted for those. */
const MOST_SIFTED = 2000;

/**
 * Posts that fit a search, the best first: words in the title weigh more than in the text, words close together more
 * than far apart, in a short post more than in a long one (cover density, Clarke, Cormack and Tudhope 2000).
 * @param offset how many of the best to leave out; at most `MOST_WEIGHED` are ever listed.
 */
export async function searchPosts(
  { db }: { db: Queryable },
  { offset = 0, limit = 50, ...filter }: PostFilter & { q: string; offset?: number; limit?: number },
): Promise<PostSummary[]> {
  const runId = await getCurrentRunId({ db });
  const { conditions, own, placing, match } = await toPostConditions({ db }, { filter, runId });
  // 1 | 4: less for long posts, less for words far apart.
  const weight = match?.query ? sql`ts_rank_cd(p.words, ${match.query}, 5)` : sql`0::real`;
  const isMany =
    match !== null && filter.clusterId === undefined && (await areManyFound({ db }, { condition: match.condition }));
  const newest = (limit: number) => sql`order by posted_at desc nulls last, id desc limit ${limit}`;
  // Where hits are many, placements are looked up for the newest of them only.
  const from =
    isMany && placing.length > 0
      ? sql`(select id, posted_at, deleted_at from ${posts} where ${sql.join([...own], sql` and `)} ${newest(MOST_SIFTED)}) posts`
      : sql`${posts}`;
  const found = sql`select ${posts.id} as id, ${posts.postedAt} as posted_at from ${from} ${joinPlacement(runId)}
    where ${sql.join(isMany && placing.length > 0 ? [...placing] : conditions, sql` and `)}`;
  const { rows } = await db.execute<{ id: string }>(sql`
    with found as ${isMany ? sql`not materialized` : sql`materialized`} (${found}),
    hit as materialized (select id, posted_at from found ${newest(MOST_WEIGHED)})
    select hit.id from hit join ${posts} p on p.id = hit.id
    order by ${weight} desc, hit.posted_at desc nulls last, hit.id desc
    offset ${offset} limit ${limit}`);
  return findPostsByIds({ db }, { postIds: rows.map(({ id }) => Number(id)) });
}
