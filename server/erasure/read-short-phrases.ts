import { sql } from 'drizzle-orm';
import { quotes } from '#db/schema.ts';
import { RUN_LENGTH } from '#pipelines/erasure/erased-matter.ts';
import { readErasedWords } from '#pipelines/erasure/read-erased-words.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { readVersions } from '#server/reports/read-versions.ts';

/**
 * What was taken from posts in fewer words than are known again by themselves: short quotes, and titles that the engine
 * gave to clusters. Read before the posts are erased.
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
  const { rows } = await tx.execute<{ title: string }>(sql`select distinct title from run_clusters`);
  const titles = new Map(rows.map(({ title }) => [foldWords(title).join(' '), title]));
  return [...quoted.filter((words) => foldWords(words).length < RUN_LENGTH), ...findTitles(texts, titles)];
}

/** Titles of fewer words than are known again by themselves that stand in one of the texts; keys are their folded words. */
function findTitles(texts: readonly string[], titles: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    const words = foldWords(text);
    for (let start = 0; start < words.length; start += 1) {
      for (let length = 1; length < RUN_LENGTH; length += 1) {
        const title = titles.get(words.slice(start, start + length).join(' '));
        if (title !== undefined) found.add(title);
      }
    }
  }
  return found;
}

function foldWords(text: string): string[] {
  return readErasedWords(text).map(({ folded }) => folded);
}
