import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';
import { findPostsByIds } from './find-posts-by-ids.ts';
import { joinPlacement, type PostFilter, toPostConditions } from './post-conditions.ts';
import type { PostSummary } from './post-summary.ts';

/**
 * A word that half of a large community uses is found in half of its posts: weighing them all takes seconds, and nobody
 * reads them. The newest this many are weighed.
 */
export const MOST_WEIGHED = 1000;

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
  const { conditions, match } = await toPostConditions({ db }, { filter, runId });
  // 1 | 4: less for long posts, less for words far apart.
  const weight = match?.query ? sql`ts_rank_cd(hit.words, ${match.query}, 5)` : sql`0::real`;
  const { rows } = await db.execute<{ id: string }>(sql`
    select hit.id from (
      select ${posts.id} as id, ${posts.words} as words, ${posts.postedAt} as posted_at
      from ${posts} ${joinPlacement(runId)}
      where ${sql.join(conditions, sql` and `)}
      order by ${posts.postedAt} desc nulls last, ${posts.id} desc
      limit ${MOST_WEIGHED}
    ) hit
    order by ${weight} desc, hit.posted_at desc nulls last, hit.id desc
    offset ${offset} limit ${limit}`);
  return findPostsByIds({ db }, { postIds: rows.map(({ id }) => Number(id)) });
}
