import { sql } from 'drizzle-orm';
import { quotes } from '#db/schema.ts';
import { RUN_LENGTH } from '#pipelines/erasure/erased-matter.ts';
import { readErasedWords } from '#pipelines/erasure/read-erased-words.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { readVersions } from '#server/reports/read-versions.ts';

/**
 * What was taken from posts in fewer words than are known again by themselves: short quotes, and titles that the engine
 * gave to their clusters. Read before the posts are erased.
 */
export async function readShortPhrases(
  tx: Queryable,
  { postIds, texts }: { postIds: readonly number[]; texts: readonly string[] },
): Promise<string[]> {
  const spans = await tx
    .select({ postId: quotes.postId, start: quotes.startOffset, end: quotes.endOffset, hash: quotes.contentHash })
    .from(quotes)
    .where(sql`${quotes.postId} in (${idList(postIds)})`);
  const versions = await readVersions({ db: tx }, { postIds: spans.map(({ postId }) => postId) });
  const quoted = spans.flatMap(({ postId, start, end, hash }) => {
    const version = versions.get(postId)?.find(({ contentHash }) => contentHash === hash);
    return version ? [version.text.slice(start, end)] : [];
  });
  const { rows } = await tx.execute<{ title: string }>(sql`
    select distinct rc.title from run_clusters rc
    join run_posts rp on rp.run_id = rc.run_id and rp.cluster_id = rc.cluster_id
    where rp.post_id in (${idList(postIds)})`);
  const short = rows.flatMap(({ title }) => {
    const words = foldWords(title);
    return words.length < RUN_LENGTH ? [{ title, folded: ` ${words.join(' ')} ` }] : [];
  });
  const whole = texts.map((text) => ` ${foldWords(text).join(' ')} `);
  const titles = short.filter(({ folded }) => whole.some((text) => text.includes(folded))).map(({ title }) => title);
  return [...quoted.filter((words) => foldWords(words).length < RUN_LENGTH), ...titles];
}

function foldWords(text: string): string[] {
  return readErasedWords(text).map(({ folded }) => folded);
}
