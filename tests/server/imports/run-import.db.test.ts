import { readFileSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authors, posts, postVersions, rejectedRows, uploadChunks, uploads } from '#db/schema.ts';
import { cleanText } from '#server/imports/clean-text.ts';
import { createUpload } from '#server/imports/create-upload.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { ImportInput, startImport } from '#server/imports/start-import.ts';
import { writeRejectedRows } from '#server/imports/write-rejected-rows.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { cancelRun } from '#server/runs/cancel-run.ts';
import { getRun } from '#server/runs/get-run.ts';
import { retryRun } from '#server/runs/retry-run.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { findShared } from '#tests/shared-material.ts';
import { allPosts, createSource, importCsv, importFile, performImport, queueImport } from './import-file.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let deps: { db: typeof database.db; jobs: JobQueue };
let sourceId: number;

beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
  deps = { db: database.db, jobs };
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  await emptyTables(database.db);
  sourceId = await createSource(deps);
});

const HEADER = ['id', 'text', 'author_id', 'author', 'created_at', 'url'];
const ana = ['p1', 'The export fails on large boards', 'u1', 'Ana', '2024-05-01T10:00:00Z', 'https://forum.example/1'];
const bob = [
  'p2',
  'I would love a dark mode for the editor',
  'u2',
  'Bob',
  '2024-05-02T10:00:00Z',
  'https://forum.example/2',
];

describe('an import', () => {
  test('stores every field, the author and the raw record, and the language it finds', async () => {
    const run = await importCsv(deps, sourceId, [HEADER, ana, bob]);

    expect(run).toMatchObject({
      status: 'succeeded',
      doneCount: 2,
      totalCount: 2,
      result: { readCount: 2, createdCount: 2, rejectedCount: 0 },
    });
    const [post] = await allPosts(deps);
    const [author] = await database.db.select().from(authors).where(eq(authors.externalId, 'u1'));
    expect(post).toMatchObject({
      sourceId,
      externalId: 'p1',
      text: ana[1],
      language: 'en',
      url: ana[5],
      postedAt: new Date(ana[4] ?? ''),
      format: 'plain',
      version: 1,
      authorId: author?.id,
      raw: { id: 'p1', author: 'Ana' },
    });
    expect(author).toMatchObject({ name: 'Ana', isStaff: false, isBot: false });
  });

  test('of the same file again changes nothing', async () => {
    await importCsv(deps, sourceId, [HEADER, ana, bob]);
    const before = await allPosts(deps);

    const run = await importCsv(deps, sourceId, [HEADER, ana, bob]);

    expect(run.result).toMatchObject({ unchangedCount: 2, createdCount: 0, editedCount: 0, updatedCount: 0 });
    expect(await allPosts(deps)).toEqual(before);
    expect(await database.db.select().from(postVersions)).toEqual([]);
  });

  test('of an edited row replaces the text and keeps the old one as a version', async () => {
    await importCsv(deps, sourceId, [HEADER, ana, bob]);
    const [before] = await allPosts(deps);

    const run = await importCsv(deps, sourceId, [HEADER, ana.with(1, 'The export works now'), bob]);

    expect(run.result).toMatchObject({ editedCount: 1, unchangedCount: 1, repeatedCount: 0 });
    const [after] = await allPosts(deps);
    expect(after).toMatchObject({ id: before?.id, text: 'The export works now', version: 2 });
    const versions = await database.db.select().from(postVersions);
    expect(versions).toMatchObject([
      { postId: before?.id, version: 1, text: ana[1], contentHash: before?.contentHash },
    ]);
  });

  test('of a row with another link updates the post and makes no version', async () => {
    await importCsv(deps, sourceId, [HEADER, ana, bob]);

    const run = await importCsv(deps, sourceId, [HEADER, ana.with(5, 'https://forum.example/one'), bob]);

    expect(run.result).toMatchObject({ updatedCount: 1, editedCount: 0, unchangedCount: 1 });
    expect((await allPosts(deps))[0]).toMatchObject({ url: 'https://forum.example/one', version: 1 });
    expect(await database.db.select().from(postVersions)).toEqual([]);
  });

  test('erases by the hundred what its source deleted, and what it brings and takes away itself', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [
      `d${i}`,
      `Board ${i} does not open any more`,
      `u${i}`,
      `M ${i}`,
      '',
      '',
    ]);
    await importCsv(deps, sourceId, [HEADER, ana, ...rows]);
    const gone = rows.map(([id = '']) => [id, '[deleted]', '', '', '', '']);
    const run = await importCsv(deps, sourceId, [HEADER, bob, ...gone, ['p2', '[deleted]', '', '', '', '']]);

    expect(run.result).toMatchObject({ readCount: 302, createdCount: 1, rejectedCount: 301, erasedCount: 301 });
    expect((await allPosts(deps)).filter(({ text }) => text !== '').map(({ externalId }) => externalId)).toEqual([
      'p1',
    ]);
    expect(await database.db.$count(authors, sql`name is not null`)).toBe(1);
  });

  test('does not bring back what its source deleted', async () => {
    await importCsv(deps, sourceId, [HEADER, ana, bob]);
    await database.db
      .update(posts)
      .set({ deletedAt: new Date(), text: '', raw: null })
      .where(eq(posts.externalId, 'p1'));

    const run = await importCsv(deps, sourceId, [HEADER, ana, bob]);

    expect(run.result).toMatchObject({ deletedCount: 1, unchangedCount: 1 });
    expect((await allPosts(deps))[0]).toMatchObject({ text: '', raw: null });
  });

  test('of an id that stands in the file twice keeps the last text, the first as a version, and counts it', async () => {
    const run = await importFile(deps, {
      name: 'posts.jsonl',
      sourceId,
      bytes: Buffer.from(
        ['first words', 'second words', 'third words'].map((text) => JSON.stringify({ id: 'same', text })).join('\n'),
      ),
    });

    // Guessing leaves such a column out; a person may still choose it.
    expect(run.result).toMatchObject({ createdCount: 3 });
    const upload = await createUpload(deps, {
      fileName: 'a.jsonl',
      bytes: bytesOf(['{"id":"x","text":"one"}', '{"id":"x","text":"two"}', '{"id":"x","text":"two"}'].join('\n')),
      maxBytes: 1000,
      createdById: null,
    });
    const { settings, mapping } = await inspectUpload(deps, { uploadId: upload.id, now: new Date() });
    const chosen = { ...mapping, columns: { ...mapping.columns, externalId: 'id' } };
    const queued = await startImport(deps, {
      uploadId: upload.id,
      sourceId,
      settings,
      mapping: chosen,
      createdById: null,
    });
    const ended = await performImport(deps, queued.id);
    expect(ended.result).toMatchObject({ createdCount: 1, editedCount: 1, unchangedCount: 1, repeatedCount: 1 });
    expect(await database.db.select().from(posts).where(eq(posts.externalId, 'x'))).toMatchObject([
      { text: 'two', version: 2 },
    ]);
  });

  test('lists each rejected row with its line and reason, in a file that no spreadsheet runs', async () => {
    const run = await importCsv(deps, sourceId, [
      HEADER,
      ana,
      ['p3', '  ', '', '', '', ''],
      ['=cmd()', 'a', 'b', 'c', 'd', 'e', 'f'],
      bob,
    ]);

    expect(run.result).toMatchObject({ readCount: 4, createdCount: 2, rejectedCount: 2 });
    expect(await database.db.select().from(rejectedRows).orderBy(rejectedRows.line)).toMatchObject([
      { line: 3, reason: 'The text is empty.' },
      { line: 4, reason: expect.stringContaining('7 cells') },
    ]);
    let file = '';
    for await (const piece of writeRejectedRows(deps, { runId: run.id })) file += piece;
    expect(file.split('\r\n')).toEqual([
      '\ufeffline,reason,record',
      expect.stringMatching(/^3,The text is empty\.,/),
      expect.stringMatching(/^4,.*,'=cmd\(\) \| a/),
      '',
    ]);
  });

  test('counts what it had to leave empty', async () => {
    const run = await importCsv(deps, sourceId, [
      HEADER,
      ana.with(4, '2124-01-01'),
      bob.with(4, '1970-01-01').with(5, 'ftp://x.example'),
      bob.with(0, 'p3').with(5, 'https://forum.example/3'),
    ]);

    expect(run.result).toMatchObject({
      createdCount: 3,
      warnings: { date_in_future: 1, date_placeholder: 1, url_refused: 1 },
    });
  });

  test('marks of staff stay when a later file has no such column', async () => {
    await importCsv(deps, sourceId, [
      [...HEADER, 'is_staff'],
      [...ana, 'true'],
      [...bob, 'false'],
    ]);
    await importCsv(deps, sourceId, [HEADER, ana.with(3, 'Ana B.'), bob]);

    expect(await database.db.select().from(authors).orderBy(authors.externalId)).toMatchObject([
      { name: 'Ana B.', isStaff: true },
      { name: 'Bob', isStaff: false },
    ]);
  });

  test('takes its file away when it has succeeded, and the upload cannot be imported again', async () => {
    const run = await importCsv(deps, sourceId, [HEADER, ana, bob]);

    expect(await database.db.select({ n: sql<number>`count(*)::int` }).from(uploadChunks)).toEqual([{ n: 0 }]);
    await expect(startImport(deps, { ...ImportInput.parse(run.input), createdById: null })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('of a file whose gzip is cut fails in plain words and keeps what was whole', async () => {
    const { gzipSync } = await import('node:zlib');
    const lines = Array.from({ length: 5000 }, (_, index) =>
      JSON.stringify({ id: `p${index}`, text: `post number ${index} ${Math.sin(index)}` }),
    );
    const packed = gzipSync(lines.join('\n'));
    const upload = await createUpload(deps, {
      fileName: 'a.jsonl.gz',
      bytes: bytesOf(packed.subarray(0, packed.length - 2000)),
      maxBytes: 1e9,
      createdById: null,
    });
    const settings = {
      format: 'jsonl' as const,
      isGzipped: true,
      encoding: 'utf-8',
      delimiter: ',',
      hasSeparatorLine: false,
      hasHeader: true,
      recordPath: '',
      sheet: null,
    };
    const columns = {
      externalId: 'id',
      text: 'text',
      title: null,
      authorId: null,
      authorName: null,
      isStaff: null,
      isBot: null,
      createdAt: null,
      editedAt: null,
      url: null,
      thread: null,
      parent: null,
      channel: null,
      language: null,
    };
    const queued = await startImport(deps, {
      uploadId: upload.id,
      sourceId,
      settings,
      mapping: { columns, format: 'plain', dateOrder: 'dmy' },
      createdById: null,
    });

    const run = await performImport(deps, queued.id);

    expect(run).toMatchObject({
      status: 'failed',
      failureCode: 'unprocessable',
      failureMessage: expect.stringContaining('ends too early'),
    });
    const kept = (await allPosts(deps)).length;
    expect(kept % 1000).toBe(0);
    expect(run.checkpoint).toMatchObject({ readCount: kept });
  });

  test('two imports of one file at the same time store each post once', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) =>
      ana
        .with(0, `p${index}`)
        .with(1, `The export fails ${index}`)
        .with(2, `u${index % 40}`),
    );
    const text = [HEADER, ...rows].map((row) => row.join(',')).join('\n');
    const queued = [1, 2].map(() => queueImport(deps, { bytes: Buffer.from(text), name: 'a.csv', sourceId }));
    const runs = await Promise.all(queued);

    const ended = await Promise.all(runs.map((run) => performImport(deps, run.id)));

    expect(ended.map((run) => run.status)).toEqual(['succeeded', 'succeeded']);
    const sums = ended.map((run) => run.result as Record<string, number>);
    expect((sums[0]?.createdCount ?? 0) + (sums[1]?.createdCount ?? 0)).toBe(1500);
    expect((sums[0]?.unchangedCount ?? 0) + (sums[1]?.unchangedCount ?? 0)).toBe(1500);
    expect(await allPosts(deps)).toHaveLength(1500);
  });

  test('that is cancelled keeps whole batches, and a retry goes on from there', async () => {
    const lines = Array.from({ length: 6000 }, (_, index) =>
      JSON.stringify({ id: `p${index}`, text: `Post number ${index} of this file` }),
    );
    const queued = await queueImport(deps, { bytes: Buffer.from(lines.join('\n')), name: 'a.jsonl', sourceId });
    const working = performImport(deps, queued.id);
    while ((await database.db.select({ n: sql<number>`count(*)::int` }).from(posts))[0]?.n === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await cancelRun(deps, { runId: queued.id });
    await working;

    const cancelled = await getRun(deps, { runId: queued.id });
    const kept = (await allPosts(deps)).length;
    expect(cancelled.status).toBe('cancelled');
    expect(kept).toBeLessThan(6000);
    expect(cancelled.checkpoint).toMatchObject({ readCount: kept, createdCount: kept });

    await retryRun(deps, { runId: queued.id });
    const retried = await performImport(deps, queued.id);
    expect(retried).toMatchObject({
      status: 'succeeded',
      result: { readCount: 6000, createdCount: 6000, unchangedCount: 0 },
    });
    expect(await allPosts(deps)).toHaveLength(6000);
  });

  const naughty = findShared('badinput/naughty-strings.json');
  test.skipIf(naughty === null)('stores every naughty string as it is, or says why not', async () => {
    const strings: string[] = JSON.parse(readFileSync(naughty ?? '', 'utf8'));
    const hostile = [...strings, 'a\u0000b', 'lone \ud800 surrogate', '\udfff'];
    const lines = hostile.map((text, index) =>
      JSON.stringify({ id: `n${String(index).padStart(4, '0')}`, text, [`key ${text}`]: text, title: text }),
    );

    const run = await importFile(deps, { bytes: Buffer.from(lines.join('\n')), name: 'n.jsonl', sourceId });

    const stored = new Map((await allPosts(deps)).map((post) => [post.externalId, post.text]));
    const rejected = await database.db.select().from(rejectedRows);
    expect(run).toMatchObject({ status: 'succeeded', result: { readCount: hostile.length } });
    expect(stored.size + rejected.length).toBe(hostile.length);
    for (const [index, text] of hostile.entries()) {
      const words = cleanText(text).trim();
      expect(stored.get(`n${String(index).padStart(4, '0')}`)).toBe(words === '' ? undefined : words);
    }
  });
});

describe('an upload', () => {
  test('that is too large is refused and leaves nothing', async () => {
    const upload = createUpload(deps, {
      fileName: 'big.csv',
      bytes: bytesOf('x'.repeat(3_000_000)),
      maxBytes: 2_500_000,
      createdById: null,
    });

    await expect(upload).rejects.toMatchObject({ code: 'too_large' });
    expect(await database.db.select().from(uploads)).toEqual([]);
    expect(await database.db.select({ position: uploadChunks.position }).from(uploadChunks)).toEqual([]);
  });

  test('whose sender gives up leaves nothing', async () => {
    async function* broken() {
      yield Buffer.alloc(2_000_000);
      throw new Error('connection lost');
    }

    await expect(
      createUpload(deps, { fileName: 'a', bytes: broken(), maxBytes: 1e9, createdById: null }),
    ).rejects.toThrow('connection lost');
    expect(await database.db.select().from(uploads)).toEqual([]);
  });

  test('keeps no path of the sender in its name', async () => {
    const { fileName } = await createUpload(deps, {
      fileName: 'C:\\Users\\ana\\..\\posts\u0000.csv',
      bytes: bytesOf('a'),
      maxBytes: 10,
      createdById: null,
    });

    expect(fileName).toBe('posts.csv');
  });

  test('is not imported twice at once', async () => {
    const run = await queueImport(deps, { bytes: Buffer.from('id,text\n1,hello there\n'), name: 'a.csv', sourceId });

    const again = startImport(deps, { ...ImportInput.parse(run.input), createdById: null });

    await expect(again).rejects.toMatchObject({ code: 'conflict', details: { runId: run.id } });
  });

  test('is shown with guesses, settings and a preview, and again as a person changes them', async () => {
    const upload = await createUpload(deps, {
      fileName: 'a.csv',
      bytes: bytesOf('nr;Kommentar\n1;Der Export bricht ab\n2;\n'),
      maxBytes: 1000,
      createdById: null,
    });

    const guessed = await inspectUpload(deps, { uploadId: upload.id, now: new Date() });
    const changed = await inspectUpload(deps, { uploadId: upload.id, now: new Date(), settings: { delimiter: ',' } });

    expect(guessed).toMatchObject({
      settings: { format: 'csv', delimiter: ';', encoding: 'utf-8' },
      mapping: { columns: { externalId: 'nr', text: 'Kommentar' } },
      columns: [
        { column: 'nr', example: '1' },
        { column: 'Kommentar', filledShare: 0.5 },
      ],
      preview: [
        { line: 2, item: { text: 'Der Export bricht ab' } },
        { line: 3, reason: 'The text is empty.' },
      ],
    });
    expect(changed.columns).toMatchObject([{ column: 'nr;Kommentar' }]);
  });
});

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
