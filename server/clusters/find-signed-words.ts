import { sql } from 'drizzle-orm';
import type { Sign } from '#db/schema.ts';
import { tellHeat } from '#pipelines/heat/tell-heat.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { findReach } from '#pipelines/mentions/find-reach.ts';
import { findSeverity } from '#pipelines/mentions/find-severity.ts';
import type { Mention } from '#pipelines/mentions/mention.ts';
import { cutSnippet, type Snippet } from '#pipelines/search/cut-snippet.ts';
import type { Queryable } from '#server/database/database.ts';
import { getCurrentRunId } from './current-run.ts';
import { withVoiced } from './voiced-members.ts';

/** Where a post of a cluster shows a sign: the words, verbatim, and which of them. */
export type SignedWords = Snippet & {
  readonly sign: Sign;
  readonly postId: number;
  readonly language: string | null;
};

const POSTS_PER_SIGN = 2;
const SNIPPET_LENGTH = 200;

/** The newest words that show each sign of a cluster, of posts that count for it. */
export async function findSignedWords(
  { db }: { db: Queryable },
  { clusterId }: { clusterId: number },
): Promise<SignedWords[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const { rows } = await db.execute<{
    sign: Sign;
    id: number;
    title: string | null;
    text: string;
    language: string | null;
  }>(sql`${withVoiced({ runId, clusterId })}
    select s.sign, p.id::float8 as id, p.title, p.text, p.language from (
      select sign, v.post_id, row_number() over (partition by sign order by v.posted_at desc nulls last, v.post_id desc) as place
      from voiced v cross join unnest(v.signs) sign where v.standing = 'counted'
    ) s join posts p on p.id = s.post_id where s.place <= ${POSTS_PER_SIGN} order by s.sign, s.place`);
  return rows.flatMap(({ sign, id, title, text, language }) => {
    const whole = joinText({ title, text });
    const hits = findSign(whole, sign).map(({ startOffset, endOffset }) => [startOffset, endOffset] as const);
    return hits.length === 0 ? [] : { sign, postId: id, language, ...cutSnippet(whole, hits, SNIPPET_LENGTH) };
  });
}

function findSign(text: string, sign: Sign): readonly Mention[] {
  if (sign === 'heated') return tellHeat(text).signs;
  if (sign === 'others') return findReach(text);
  return findSeverity(text).filter(({ name }) => name === sign);
}
