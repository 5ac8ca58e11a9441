import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { authors, consents, posts, quotes, runPosts } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { createReport } from '#server/reports/create-report.ts';
import { deleteReport } from '#server/reports/delete-report.ts';
import { EXPORT_FORMATS, exportReport } from '#server/reports/export-report.ts';
import { findEvidence } from '#server/reports/find-evidence.ts';
import { findReadable } from '#server/reports/find-readable.ts';
import { findShares } from '#server/reports/find-shares.ts';
import { getEdition } from '#server/reports/get-edition.ts';
import { getReport } from '#server/reports/get-report.ts';
import { openShare } from '#server/reports/open-share.ts';
import { publishReport } from '#server/reports/publish-report.ts';
import { readReport } from '#server/reports/read-report.ts';
import { readSince } from '#server/reports/read-since.ts';
import { recordConsent } from '#server/reports/record-consent.ts';
import { redraftReport } from '#server/reports/redraft-report.ts';
import { requireReadable } from '#server/reports/require-readable.ts';
import { revokeShare } from '#server/reports/revoke-share.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { shareReport } from '#server/reports/share-report.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { savePosts, WORDS } from '#tests/server/pushes/push-fixture.ts';

const database = openTestDatabase();
const config = { publicUrl: 'http://localhost:3000' };
const actor = { userId: null };
const manager = { role: 'manager' } as const;
const marketing = { role: 'marketing' } as const;
let postId: number;
let clusterId: number;
let reportId: number;

beforeEach(async () => {
  await emptyTables(database.db);
  ({ postId, clusterId } = await savePosts(database.db));
  ({ id: reportId } = await createReport(database, { clusterIds: [clusterId], actor }));
  await addQuote(database, { reportId, postId, startOffset: 0, endOffset: WORDS.length });
});

const deps = () => ({ db: database.db, config });
const publish = () => publishReport(database, { reportId, actor });
const exportAs = async (format: (typeof EXPORT_FORMATS)[number]) =>
  (await exportReport(deps(), { reportId, format })).body;
const exportAll = () => Promise.all(EXPORT_FORMATS.map(exportAs));
const erase = (id: number) => database.db.update(posts).set({ deletedAt: new Date() }).where(eq(posts.id, id));

describe('an edition', () => {
  test('gives the same bytes each time, whatever happens to the report', async () => {
    await publish();
    const before = await exportAll();

    await saveReport(database, { reportId, title: 'Another title', summary: 'Another text' });
    await addPost('export fails for me as well', 'late');
    await editPost('All is well now');

    expect(await exportAll()).toEqual(before);
    expect(before[0]).toContain('Export to CSV hangs');
  });

  test('says beside it what came since', async () => {
    await publish();
    const { content } = await getEdition(database, { reportId, number: 1 });
    await addPost('export fails for me as well', 'late');
    await editPost('All is well now');

    expect(await readSince(database, { content })).toEqual({
      postCount: 4,
      voiceCount: 4,
      newPostCount: 1,
      newVoiceCount: 1,
      movedPostCount: 0,
      erasedPostCount: 0,
      erasedQuoteCount: 0,
      editedQuoteCount: 1,
      withdrawnQuoteCount: 0,
    });
  });

  test('loses the words of an erased post in every format, and keeps its numbers', async () => {
    await publish();
    await erase(postId);

    for (const body of await exportAll()) expect(body).not.toContain('Export to CSV hangs');
    const { content } = await getEdition(database, { reportId, number: 1 });
    expect(content.postCount).toBe(3);
    expect(await readSince(database, { content })).toMatchObject({
      erasedPostCount: 1,
      erasedQuoteCount: 1,
      postCount: 2,
    });
    const evidence = await findEvidence(database, { reportId, key: 1, edition: 1 });
    expect(evidence).toMatchObject({ postCount: 3, erasedCount: 1 });
    expect(evidence.posts.map(({ id }) => id)).not.toContain(postId);
  });

  test('never holds a word of a member nor a name, and never changes', async () => {
    await saveReport(database, { reportId, namesAuthors: true, title: 'T', summary: '' });
    await publish();
    const { text } = await getEdition(database, { reportId, number: 1 });

    expect(text).not.toContain('CSV');
    expect(text).not.toContain('Member 0');
    expect(await exportAs('markdown')).toContain('Member 0 on Discord');
    await expect(database.db.execute(sql`update report_editions set content = '{}'`)).rejects.toThrow();
  });

  test('is numbered, and refused when somebody saved the report since', async () => {
    expect(await publish()).toMatchObject({ number: 1 });
    expect(await publish()).toMatchObject({ number: 2 });
    await saveReport(database, { reportId, title: 'New' });
    await expect(publishReport(database, { reportId, expectedVersion: 1, actor })).rejects.toMatchObject({
      code: 'conflict',
    });
    await deleteReport(database, { reportId });
  });

  test('is needed before an export', async () => {
    await expect(exportReport(deps(), { reportId, format: 'csv' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('as CSV has no cell that a spreadsheet would run', async () => {
    await addPost('=HYPERLINK("http://evil.example")', '=cmd', '@sum(1)');
    const [late] = await database.db.select({ id: posts.id }).from(posts).where(eq(posts.externalId, '=cmd'));
    await addQuote(database, { reportId, postId: late?.id ?? 0, startOffset: 0, endOffset: 33 });
    await publish();

    const csv = await exportAs('csv');
    expect(csv).toContain(`'=HYPERLINK`);
    expect(csv).not.toMatch(/(?:^|,)"?[=+@-]/m);
  });
});

test('no export can hold a quote that is not a substring of a stored version', { timeout: 120_000 }, async () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
    .map((value) => value.replaceAll('\0', '').toWellFormed())
    .filter((value) => value.trim() !== '');
  const spans = fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 4 });
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(text, text, spans, async (first, second, chosen) => {
      await database.db.delete(quotes);
      await editPost(first);
      for (const [startOffset, length] of chosen) {
        const span = { reportId, postId, startOffset, endOffset: startOffset + length };
        await addQuote(database, span).catch((error: unknown) => expect(error).toMatchObject({ code: 'invalid' }));
      }
      const { number } = await publish();
      await editPost(second);
      const { body } = await exportReport(deps(), { reportId, edition: number, format: 'json' });
      const { rows } = await database.db.execute<{ text: string }>(
        sql`select text from posts union all select text from post_versions`,
      );
      for (const { words } of (JSON.parse(body) as { quotes: { words: string }[] }).quotes) {
        seen += 1;
        expect(rows.some((row) => row.text.includes(words))).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
  expect(seen).toBeGreaterThan(0);
});

describe('the right to use words', () => {
  test('stands beside every quote for marketing, until the member agrees', async () => {
    await saveReport(database, { reportId, audience: 'marketing' });
    await publish();
    expect(await exportAs('html')).toContain('Not cleared: nobody has asked the member');

    const granted = { state: 'granted', scope: 'website', wording: 'Ana, Lisbon' } as const;
    await recordConsent(database, { postId, ...granted, actor });

    expect(await exportAs('html')).not.toContain('Not cleared');
    expect(await exportAs('markdown')).toContain('Ana, Lisbon on Discord');
  });

  test('taken back hides the quote from every export and reader at once, for product as well', async () => {
    await publish();
    await recordConsent(database, { postId, state: 'granted', scope: 'website', actor });
    await recordConsent(database, { postId, state: 'revoked', actor });

    for (const body of await exportAll()) expect(body).not.toContain('Export to CSV hangs');
    expect(await exportAs('markdown')).toContain('1 quote is left out');
    expect(JSON.parse(await exportAs('json'))).toMatchObject({ quotes: [], leftOutQuoteCount: 1 });
    const reading = await readReport(deps(), { reportId, actor: manager });
    expect(JSON.stringify(reading.layout)).not.toContain('Export to CSV hangs');
    expect(reading.since).toMatchObject({ withdrawnQuoteCount: 1 });
  });

  test('ends with its last day', async () => {
    await recordConsent(database, {
      postId,
      state: 'granted',
      scope: 'website',
      expiresAt: new Date('2020-01-01'),
      actor,
    });

    expect((await getReport(database, { reportId })).quotes).toMatchObject([{ right: { state: 'expired' } }]);
  });

  test('needs a scope, and the agreed wording goes when the post is erased', async () => {
    await expect(recordConsent(database, { postId, state: 'granted', actor })).rejects.toMatchObject({
      code: 'invalid',
    });
    await recordConsent(database, { postId, state: 'granted', scope: 'blog', wording: 'Ana', note: 'by mail', actor });
    await erase(postId);

    expect(await database.db.select().from(consents)).toMatchObject([{ state: 'granted', wording: '', note: '' }]);
    await expect(recordConsent(database, { postId, state: 'asked', actor })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a shared address', () => {
  test('opens a published report to its role and to nobody else, until it is closed', async () => {
    await expect(shareReport(database, { reportId, role: 'marketing', actor })).rejects.toMatchObject({
      code: 'conflict',
    });
    await publish();
    await expect(requireReadable(database, { reportId, actor: marketing })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { id, token } = await shareReport(database, { reportId, role: 'marketing', actor });

    expect(await openShare(database, { token, actor: marketing })).toEqual({ reportId });
    expect(await readReport(deps(), { reportId, actor: marketing })).toMatchObject({ edition: 1 });
    expect(await findShares(deps(), { reportId })).toMatchObject([{ url: `http://localhost:3000/shared/${token}` }]);

    await revokeShare(database, { reportId, shareId: id });
    await expect(openShare(database, { token, actor: marketing })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readReport(deps(), { reportId, actor: marketing })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('made for product does not open to marketing', async () => {
    await publish();
    const { token } = await shareReport(database, { reportId, role: 'product', actor });

    await expect(openShare(database, { token, actor: marketing })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await openShare(database, { token, actor: { role: 'product' } })).toEqual({ reportId });
  });

  test('whether a report is published is read from its own editions, and readers find what is meant for them', async () => {
    const { id: other } = await createReport(database, { clusterIds: [clusterId], audience: 'marketing', actor });
    const { id: shared } = await createReport(database, { clusterIds: [clusterId], title: 'Shared', actor });
    await publishReport(database, { reportId: shared, actor });
    await expect(requireReadable(database, { reportId: other, actor: marketing })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await findReadable(database, { actor: marketing })).toEqual([]);

    const { id } = await shareReport(database, { reportId: shared, role: 'marketing', actor });
    await publishReport(database, { reportId: other, actor });
    expect((await findReadable(database, { actor: marketing })).map(({ reportId }) => reportId)).toEqual([
      other,
      shared,
    ]);
    await requireReadable(database, { reportId: other, actor: marketing });

    await revokeShare(database, { reportId: shared, shareId: id });
    expect(await findReadable(database, { actor: marketing })).toMatchObject([{ reportId: other, voiceCount: 3 }]);
  });

  test('is not needed by marketing for what is published for it; drafts stay hidden', async () => {
    await saveReport(database, { reportId, audience: 'marketing' });
    await expect(readReport(deps(), { reportId, actor: marketing })).rejects.toMatchObject({ code: 'not_found' });
    await publish();

    expect(await readReport(deps(), { reportId, actor: marketing })).toMatchObject({ edition: 1 });
    await expect(readReport(deps(), { reportId, edition: 'now', actor: marketing })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a draft', () => {
  test('cites exactly the posts that its numbers count', async () => {
    const { summary, claims } = await getReport(database, { reportId });

    expect(summary).toContain('3 people write in 3 posts about **Export hangs**.[^1]');
    const evidence = await findEvidence(database, { reportId, key: 1 });
    expect(evidence.posts.map(({ id }) => id)).toEqual(claims[0]?.postIds);
    expect(evidence.posts).toHaveLength(3);
  });

  test('made anew replaces what nobody changed, and stands beside what somebody wrote', async () => {
    await addPost('export fails for me as well', 'late');
    expect(await redraftReport(database, { reportId })).toEqual({ status: 'replaced', version: 2 });
    expect((await getReport(database, { reportId })).summary).toContain('4 people write in 4 posts');

    await saveReport(database, { reportId, summary: 'My words.[^1]' });
    await addPost('and for me', 'later');
    expect(await redraftReport(database, { reportId })).toMatchObject({ status: 'beside' });

    const report = await getReport(database, { reportId });
    expect(report.summary).toBe('My words.[^1]');
    expect(report.draft).toContain('5 people write in 5 posts');
    expect((await findEvidence(database, { reportId, key: 1 })).postCount).toBe(4);
  });
});

async function addPost(text: string, externalId: string, name = externalId): Promise<void> {
  const [old] = await database.db.select().from(posts).where(eq(posts.id, postId));
  if (!old) throw new Error('the post is gone');
  const [author] = await database.db.insert(authors).values({ sourceId: old.sourceId, externalId, name }).returning();
  const values = { sourceId: old.sourceId, externalId, authorId: author?.id ?? null, text, recordHash: 'r' };
  const [post] = await database.db
    .insert(posts)
    .values({ ...values, postedAt: new Date('2026-05-20T10:00:00Z'), contentHash: hashVersion({ title: null, text }) })
    .returning();
  const [place] = await database.db.select().from(runPosts).limit(1);
  if (!post || !place) throw new Error('nothing was inserted');
  await database.db.insert(runPosts).values({ ...place, postId: post.id });
}

/** As an import does it: the old text becomes a version, the new one takes its place. */
async function editPost(text: string): Promise<void> {
  await database.db.execute(sql`
    insert into post_versions (post_id, version, title, text, content_hash)
    select id, (select coalesce(max(version), 0) + 1 from post_versions), title, text, content_hash from posts
    where id = ${postId}`);
  const contentHash = hashVersion({ title: null, text });
  await database.db.update(posts).set({ text, contentHash }).where(eq(posts.id, postId));
}
