import { type SQL, sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { parseQuery, type QueryTerm } from '#pipelines/search/parse-query.ts';
import type { Queryable } from '#server/database/database.ts';

/** How a search is put to the database. */
export type WordMatch = {
  /** Holds for posts that have all that was asked for. */
  readonly condition: SQL;
  /** What to weigh posts by; null when nothing but stop words was asked for. */
  readonly query: SQL | null;
};

/** Authors whose name begins with what was typed; more would be a search for anybody. */
const MAX_AUTHORS = 200;

/** Null when nothing that can be found was asked for. */
export async function matchWords({ db }: { db: Queryable }, { q }: { q: string }): Promise<WordMatch | null> {
  const terms = parseQuery(q);
  if (terms.length === 0) return null;
  const query = sql`(${sql.join(terms.map(toQuery), sql` && `)})`;
  const { rows } = await db.execute<{ node_count: number; author_ids: string[] | null }>(sql`
    select numnode(${query}) as node_count, (select array_agg(a.id) from (
      select id from authors where search_text(name) like replace(search_text(${q.trim()}::text), '%', '\\%') || '%'
      order by id limit ${MAX_AUTHORS}) a) as author_ids`);
  const isStopped = (rows[0]?.node_count ?? 0) === 0;
  const found = isStopped ? standsIn(terms) : sql`${posts.words} @@ ${query}`;
  const authorIds = (rows[0]?.author_ids ?? []).map(Number);
  const condition =
    authorIds.length === 0 ? found : sql`(${found} or ${posts.authorId} in (${sql.raw(authorIds.join(','))}))`;
  return { condition, query: isStopped ? null : query };
}

function toQuery({ text, isExcluded, isPrefix }: QueryTerm): SQL {
  const phrase = sql`phraseto_tsquery('english', search_text(${text}::text))`;
  if (isExcluded) return sql`!! ${phrase}`;
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  // A prefix of one letter is nearly every post.
  if (!isPrefix || words.length !== 1 || text.length < 2) return phrase;
  return sql`(${phrase} || to_tsquery('english', '''' || replace(trim(search_text(${words[0] ?? ''}::text)), '''', ' ') || ''':*'))`;
}

/** "how to" and the like are in so many posts that no index keeps them; the newest that have them are found at once. */
function standsIn(terms: readonly QueryTerm[]): SQL {
  const conditions = terms.map(({ text, isExcluded }) => {
    const pattern = `%${escapeLike(text)}%`;
    const stands = sql`(${posts.text} ilike ${pattern} or coalesce(${posts.title}, '') ilike ${pattern})`;
    return isExcluded ? sql`not ${stands}` : stands;
  });
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
