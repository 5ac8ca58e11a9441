import { asc, eq, notInArray } from 'drizzle-orm';
import { intendedUses, productDocs } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

const MOST_USES = 500;
const LONGEST = 300;
const MOST_DOCS = 200;

export type KnownUses = {
  readonly intended: readonly string[];
  readonly docs: readonly { id: number; name: string; url: string | null; wordCount: number; createdAt: Date }[];
};

/** What the product is meant for, and the docs that were read. */
export async function getKnownUses({ db }: { db: Queryable }): Promise<KnownUses> {
  const [intended, docs] = await Promise.all([
    db.select({ text: intendedUses.text }).from(intendedUses).orderBy(asc(intendedUses.id)).limit(MOST_USES),
    db
      .select({
        id: productDocs.id,
        name: productDocs.name,
        url: productDocs.url,
        wordCount: productDocs.wordCount,
        createdAt: productDocs.createdAt,
      })
      .from(productDocs)
      .orderBy(asc(productDocs.id))
      .limit(MOST_DOCS),
  ]);
  return { intended: intended.map(({ text }) => text), docs };
}

/**
 * Declares the intended uses anew, one a line. Lines that stay keep what hangs on them.
 * @throws AppError `invalid` for too many or too long lines.
 */
export async function saveIntendedUses({ db }: { db: Database }, { lines }: { lines: string }): Promise<number> {
  const texts = [...new Set(lines.split('\n').map((line) => line.trim().replace(/\s+/g, ' ')))].filter(
    (line) => line !== '',
  );
  if (texts.length > MOST_USES || texts.some((text) => text.length > LONGEST)) {
    throw new AppError('invalid', `Enter at most ${MOST_USES} uses of ${LONGEST} characters each, one a line.`, {
      field: 'lines',
    });
  }
  await db.transaction(async (tx) => {
    await tx.delete(intendedUses).where(texts.length > 0 ? notInArray(intendedUses.text, texts) : undefined);
    if (texts.length > 0)
      await tx
        .insert(intendedUses)
        .values(texts.map((text) => ({ text })))
        .onConflictDoNothing();
  });
  return texts.length;
}

export async function deleteDocs({ db }: { db: Queryable }, { docId }: { docId: number }): Promise<void> {
  const gone = await db.delete(productDocs).where(eq(productDocs.id, docId)).returning({ id: productDocs.id });
  if (gone.length === 0) throw new AppError('not_found', 'These docs were taken away already.');
}
