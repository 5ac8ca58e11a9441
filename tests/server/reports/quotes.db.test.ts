import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { posts, postVersions, quotes } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { buildReportLayout } from '#pipelines/issue-body/build-report-layout.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { createReport } from '#server/reports/create-report.ts';
import { getReport } from '#server/reports/get-report.ts';
import { proposeQuotes } from '#server/reports/propose-quotes.ts';
import { removeQuote } from '#server/reports/remove-quote.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { toReportContent } from '#server/reports/to-report-content.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { savePosts, WORDS } from '#tests/server/pushes/push-fixture.ts';

const database = openTestDatabase();
let postId: number;
let reportId: number;

async function start(): Promise<void> {
  await emptyTables(database.db);
  const saved = await savePosts(database.db);
  postId = saved.postId;
  ({ id: reportId } = await createReport(database, { clusterIds: [saved.clusterId], actor: { userId: null } }));
}

describe('a quote', () => {
  beforeEach(start);

  test('is read from the post, once for the same span', async () => {
    const span = { reportId, postId, startOffset: 0, endOffset: 13 };

    const first = await addQuote(database, span);
    const again = await addQuote(database, span);

    expect(again).toEqual({ id: first.id, status: 'unchanged' });
    expect((await getReport(database, { reportId })).quotes).toMatchObject([
      { words: 'Export to CSV', standing: 'verbatim', isCutBefore: false, isCutAfter: true, authorName: null },
    ]);
  });

  test('names its author only where the report does', async () => {
    await addQuote(database, { reportId, postId, startOffset: 0, endOffset: 13 });
    await saveReport(database, { reportId, namesAuthors: true });

    expect((await getReport(database, { reportId })).quotes).toMatchObject([{ authorName: 'Member 0' }]);
  });

  test('of a post that was edited keeps its words and says so', async () => {
    await addQuote(database, { reportId, postId, startOffset: 0, endOffset: 13 });
    await edit('All is well');

    expect((await getReport(database, { reportId })).quotes).toMatchObject([
      { words: 'Export to CSV', standing: 'edited-since' },
    ]);
  });

  test('of a post that was erased holds no word', async () => {
    await addQuote(database, { reportId, postId, startOffset: 0, endOffset: 13 });
    await database.db.update(posts).set({ deletedAt: new Date() }).where(eq(posts.id, postId));

    const report = await getReport(database, { reportId });
    expect(report.quotes).toMatchObject([{ words: null, standing: 'erased' }]);
    await expect(addQuote(database, { reportId, postId, startOffset: 0, endOffset: 5 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('whose stored text was tampered with is broken, not shown', async () => {
    await addQuote(database, { reportId, postId, startOffset: 0, endOffset: 13 });
    await database.db.execute(sql`update posts set text = 'Exports are wonderful' where id = ${postId}`);

    expect((await getReport(database, { reportId })).quotes).toMatchObject([{ words: null, standing: 'broken' }]);
  });

  test('is refused when the member edited the post since the person chose', async () => {
    const expectedHash = hashVersion({ title: null, text: WORDS });
    await edit('All is well now, thanks to everybody');

    await expect(
      addQuote(database, { reportId, postId, startOffset: 0, endOffset: 5, expectedHash }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Choose the words again') });
  });

  test.each([
    [0, 0],
    [5, 3],
    [-1, 3],
    [0, 9999],
    [0.5, 3],
  ])('from %d to %d is refused', async (startOffset, endOffset) => {
    await expect(addQuote(database, { reportId, postId, startOffset, endOffset })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('is removed from its own report only', async () => {
    const { id } = await addQuote(database, { reportId, postId, startOffset: 0, endOffset: 13 });

    await expect(removeQuote(database, { reportId: reportId + 1, quoteId: id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await removeQuote(database, { reportId, quoteId: id });
    expect((await getReport(database, { reportId })).quotes).toEqual([]);
  });

  test('that is proposed can be taken as it stands', async () => {
    const proposals = await proposeQuotes(database, { reportId });

    expect(proposals.length).toBeGreaterThan(0);
    for (const { words, contentHash, ...span } of proposals) {
      await addQuote(database, { ...span, reportId, expectedHash: contentHash });
      const { quotes: chosen } = await getReport(database, { reportId });
      expect(chosen.map((quote) => quote.words)).toContain(words);
    }
  });
});

describe('whatever members write and managers choose', () => {
  beforeAll(start);

  test('every quote of a report is a substring of a stored version', { timeout: 300_000 }, async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 20, maxLength: 60 })
      .map((value) => value.replaceAll('\0', ''));
    const edits = fc.array(
      text.filter((value) => value.trim() !== '').map((value) => value.toWellFormed()),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    const spans = fc.array(fc.tuple(fc.integer({ min: -1, max: 30 }), fc.integer({ min: 0, max: 25 })), {
      minLength: 1,
      maxLength: 5,
    });
    let keptCount = 0;

    await fc.assert(
      fc.asyncProperty(edits, spans, async (versions, chosen) => {
        await database.db.delete(quotes);
        for (const version of versions) {
          await edit(version);
          for (const [startOffset, length] of chosen) {
            const endOffset = startOffset + length;
            await addQuote(database, { reportId, postId, startOffset, endOffset }).catch((error: unknown) => {
              expect(error).toMatchObject({ code: 'invalid' });
            });
          }
        }

        const report = await getReport(database, { reportId });
        const stored = await storedTexts();
        for (const quote of report.quotes) {
          keptCount += 1;
          expect(quote.standing).toMatch(/^(?:verbatim|edited-since)$/);
          expect(stored.some((one) => quote.words !== null && one.includes(quote.words))).toBe(true);
        }
        // What is laid out for issues and exports holds the same words, and no others.
        const content = toReportContent(report, { url: 'http://localhost:3000/reports/1' });
        expect(content.quotes.map(({ reading }) => reading.words)).toEqual(report.quotes.map(({ words }) => words));
        buildReportLayout(content);
      }),
      { numRuns: 40 },
    );
    expect(keptCount).toBeGreaterThan(30);
  });
});

/** As an import does it: the old text becomes a version, the new one takes its place. */
async function edit(text: string): Promise<void> {
  const [post] = await database.db.select().from(posts).where(eq(posts.id, postId));
  if (!post) throw new Error('the post is gone');
  await database.db.execute(sql`
    insert into post_versions (post_id, version, title, text, content_hash)
    select ${postId}, coalesce(max(version), 0) + 1, ${post.title}, ${post.text}, ${post.contentHash}
    from post_versions where post_id = ${postId}`);
  await database.db
    .update(posts)
    .set({ text, contentHash: hashVersion({ title: post.title, text }) })
    .where(eq(posts.id, postId));
}

async function storedTexts(): Promise<string[]> {
  const current = await database.db.select({ text: posts.text }).from(posts).where(eq(posts.id, postId));
  const earlier = await database.db.select({ text: postVersions.text }).from(postVersions);
  return [...current, ...earlier].map((row) => row.text);
}
