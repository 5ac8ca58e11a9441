import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { addClusters } from '#server/reports/add-clusters.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { createReport } from '#server/reports/create-report.ts';
import { deleteReport } from '#server/reports/delete-report.ts';
import { findReports } from '#server/reports/find-reports.ts';
import { getReport } from '#server/reports/get-report.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { savePosts, WORDS } from '#tests/server/pushes/push-fixture.ts';

const database = openTestDatabase();
const actor = { userId: null };
let postId: number;
let clusterId: number;

beforeEach(async () => {
  await emptyTables(database.db);
  ({ postId, clusterId } = await savePosts(database.db));
});

describe('createReport', () => {
  test('starts with a draft that tells who says what, and how many', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });

    const report = await getReport(database, { reportId: id });
    expect(report).toMatchObject({
      title: 'Export hangs',
      audience: 'product',
      version: 1,
      postCount: 3,
      voiceCount: 3,
      namesAuthors: false,
      quotes: [],
    });
    expect(report.draft).toContain('3');
    expect(report.draft).toMatch(/export/i);
    expect(report.summary).toBe(report.draft);
    expect(report.weeks.reduce((sum, [, voiceCount]) => sum + voiceCount, 0)).toBe(3);
  });

  test.each([
    [[], 'invalid'],
    [[4711], 'not_found'],
    [Array.from({ length: 51 }, (_, i) => i + 1), 'invalid'],
  ])('clusters %j are refused as %s', async (clusterIds, code) => {
    await expect(createReport(database, { clusterIds, actor })).rejects.toMatchObject({ code });
    expect(await findReports(database)).toEqual([]);
  });

  test('the same cluster twice stands in a report once', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId, clusterId], actor });

    expect((await getReport(database, { reportId: id })).clusters).toHaveLength(1);
    expect(await addClusters(database, { reportId: id, clusterIds: [clusterId] })).toEqual({ addedCount: 0 });
  });
});

describe('saveReport', () => {
  test('one of two people who save at once is told, and nothing of the other is lost', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });

    const both = await Promise.allSettled([
      saveReport(database, { reportId: id, summary: 'words of Ana', expectedVersion: 1 }),
      saveReport(database, { reportId: id, summary: 'words of Ben', expectedVersion: 1 }),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('Somebody else') });
    const { summary, version } = await getReport(database, { reportId: id });
    expect({ summary, version }).toEqual({
      summary: both[0]?.status === 'fulfilled' ? 'words of Ana' : 'words of Ben',
      version: 2,
    });
  });

  test('saving what stands there already changes nothing, also from an old page', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });
    await saveReport(database, { reportId: id, title: 'Exports', expectedVersion: 1 });

    const again = await saveReport(database, { reportId: id, title: ' Exports ', expectedVersion: 1 });

    expect(again).toEqual({ status: 'unchanged', version: 2 });
  });

  test('a title is one line, and the draft stays beside what a person wrote', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });
    const { draft } = await getReport(database, { reportId: id });

    await saveReport(database, { reportId: id, title: 'Two\r\nlines\0', summary: 'a\r\nb\u0000c\uD800' });

    expect(await getReport(database, { reportId: id })).toMatchObject({
      title: 'Two lines',
      summary: 'a\nbc\uFFFD',
      draft,
    });
    await expect(saveReport(database, { reportId: id, title: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(saveReport(database, { reportId: 4711, title: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('deleteReport', () => {
  test('takes its quotes along and leaves the posts', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });
    await addQuote(database, { reportId: id, postId, startOffset: 0, endOffset: WORDS.length });

    await deleteReport(database, { reportId: id });

    await expect(getReport(database, { reportId: id })).rejects.toMatchObject({ code: 'not_found' });
    const { rows } = await database.db.execute(
      sql`select (select count(*)::int from quotes) as quotes, (select count(*)::int from posts) as posts`,
    );
    expect(rows).toEqual([{ quotes: 0, posts: 3 }]);
  });

  test('a report that was pushed is kept', async () => {
    const { id } = await createReport(database, { clusterIds: [clusterId], actor });
    await database.db.execute(sql`
      insert into targets (tracker, name, base_url, config) values ('github', 'octo/demo', 'https://api.github.com', '{}')`);
    await database.db.execute(sql`
      insert into pushes (marker, report_id, target_id, title, body, fields)
      select gen_random_uuid(), ${id}, id, 't', 'b', '{"labels":[]}' from targets`);

    await expect(deleteReport(database, { reportId: id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await findReports(database)).toMatchObject([{ id, pushStatus: 'pending' }]);
  });
});
