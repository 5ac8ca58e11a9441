import { beforeEach, expect, test } from 'vitest';
import { changeReport, type RefusedReport } from '#app/reports/change-report.ts';
import type { AppContext } from '#server/app-context.ts';
import { createReport } from '#server/reports/create-report.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { savePosts } from '#tests/server/pushes/push-fixture.ts';

const database = openTestDatabase();
let reportId: number;

beforeEach(async () => {
  await emptyTables(database.db);
  const { clusterId } = await savePosts(database.db);
  const report = await createReport(database, { clusterIds: [clusterId], actor: { userId: null } });
  reportId = report.id;
});

/** Sends a form of the report's page. @returns the refusal with its status, or where the page goes. */
async function send(fields: Record<string, string>) {
  const request = new Request(`http://localhost:3000/reports/${reportId}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  // Acts on reports use the database only.
  const answer = await changeReport({ db: database.db } as AppContext, { reportId, request, actor: { userId: null } });
  if (answer instanceof Response) return { status: answer.status, refused: null };
  return { status: answer.init?.status, refused: answer.data satisfies RefusedReport };
}

const typed = { title: 'Mine', summary: 'My words', audience: 'marketing', namesAuthors: 'yes' };

test('everything that was typed comes back when somebody else saved first', async () => {
  await saveReport(database, { reportId, summary: 'Theirs', expectedVersion: 1 });

  const { status, refused } = await send({ intent: 'save', version: '1', ...typed });

  expect(status).toBe(409);
  expect(refused).toMatchObject({
    currentVersion: 2,
    typed: { title: 'Mine', summary: 'My words', audience: 'marketing', namesAuthors: true },
  });
});

test('a box that was not ticked comes back not ticked', async () => {
  await saveReport(database, { reportId, namesAuthors: true, expectedVersion: 1 });
  const { namesAuthors: _, ...withoutNames } = typed;

  const { refused } = await send({ intent: 'save', version: '2', ...withoutNames, title: ' ' });

  expect(refused).toMatchObject({ problem: { field: 'title' }, typed: { namesAuthors: false } });
});

test('what was given back can be saved over what the other wrote', async () => {
  await saveReport(database, { reportId, summary: 'Theirs', expectedVersion: 1 });
  const { refused } = await send({ intent: 'save', version: '1', ...typed });

  const again = await send({ intent: 'save', ...typed, version: String(refused?.currentVersion) });

  expect(again).toEqual({ status: 302, refused: null });
});
