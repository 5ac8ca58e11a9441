import { and, eq, isNull, sql } from 'drizzle-orm';
import { posts, quotes, reports, type Stance } from '#db/schema.ts';
import { type CutFault, cutQuote } from '#pipelines/evidence/cut-quote.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { lockReport } from './lock-report.ts';

export const MAX_QUOTES = 200;
const FAULTS: Readonly<Record<CutFault, string>> = {
  empty: 'A quote needs at least one word.',
  'out-of-range': 'The quote reaches beyond the text of the post.',
  'character-split': 'The quote begins or ends inside a character.',
};

/**
 * Quotes a span of a post as its text is now; no words are ever taken from the caller. Quoting the same span again
 * changes nothing.
 * @param stance whether the words bear the report out or speak against it.
 * @param expectedHash `contentHash` of the text that the person chose the span in.
 * @throws AppError `invalid`, `not_found`, and `conflict` when the text changed since `expectedHash`.
 */
export async function addQuote(
  { db }: { db: Database },
  {
    reportId,
    postId,
    startOffset,
    endOffset,
    expectedHash,
    stance = 'supports',
  }: {
    reportId: number;
    postId: number;
    startOffset: number;
    endOffset: number;
    expectedHash?: string;
    stance?: Stance;
  },
): Promise<{ id: number; status: 'added' | 'unchanged' }> {
  return db.transaction(async (tx) => {
    await lockReport(tx, reportId);
    const post = await holdPost(tx, postId);
    if (expectedHash !== undefined && expectedHash !== post.contentHash) {
      throw new AppError('conflict', 'The member edited this post since you opened it. Choose the words again.');
    }
    const version = { title: post.title, text: post.text, contentHash: post.contentHash };
    if (hashVersion(version) !== post.contentHash) throw new Error(`the stored hash of post ${postId} is wrong`);
    const cut = cutQuote({ id: postId, permalink: post.url, version }, { startOffset, endOffset });
    if (!cut.ok) throw new AppError('invalid', FAULTS[cut.fault], { fault: cut.fault });

    const existing = await tx.select().from(quotes).where(eq(quotes.reportId, reportId));
    const { contentHash } = cut.quote;
    const same = existing.find(
      (quote) =>
        quote.postId === postId &&
        quote.startOffset === startOffset &&
        quote.endOffset === endOffset &&
        quote.contentHash === contentHash,
    );
    if (same) return { id: same.id, status: 'unchanged' };
    if (existing.length >= MAX_QUOTES) throw new AppError('invalid', `A report may have ${MAX_QUOTES} quotes at most.`);
    const position = Math.max(-1, ...existing.map((quote) => quote.position)) + 1;
    const [quote] = await tx
      .insert(quotes)
      .values({ ...cut.quote, reportId, stance, position })
      .returning({ id: quotes.id });
    if (!quote) throw new Error('insert returned no quote');
    await tx.update(reports).set({ updatedAt: sql`now()` }).where(eq(reports.id, reportId));
    return { id: quote.id, status: 'added' };
  });
}

/** An import must not replace the text between reading and quoting it. */
async function holdPost(tx: Queryable, postId: number) {
  const [post] = await tx
    .select({ title: posts.title, text: posts.text, contentHash: posts.contentHash, url: posts.url })
    .from(posts)
    .where(and(eq(posts.id, postId), isNull(posts.deletedAt)))
    .for('share');
  if (!post) throw new AppError('not_found', `There is no post ${postId}.`);
  return post;
}
