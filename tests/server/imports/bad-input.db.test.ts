import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { posts, rejectedRows } from '#db/schema.ts';
import { isAppError } from '#server/errors.ts';
import type { Run } from '#server/runs/run.ts';
import { rememberingJobs } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { findShared } from '#tests/shared-material.ts';
import { createSource, importFile } from './import-file.ts';

const root = findShared('badinput');
const database = openTestDatabase();
const jobs = rememberingJobs();

type Outcome = { readonly refusal: string } | { readonly run: Run; readonly stored: number; readonly rejected: number };

/** Imports a file into a source of its own, as an upload in the browser would. */
async function importAlone(name: string, bytes: Uint8Array): Promise<Outcome> {
  const deps = { db: database.db, jobs };
  const sourceId = await createSource(deps, name);
  try {
    const run = await importFile(deps, { bytes, name: path.basename(name), sourceId });
    if (run.status === 'failed' && run.failureCode !== 'internal') return { refusal: run.failureMessage ?? '' };
    return {
      run,
      stored: await database.db.$count(posts, eq(posts.sourceId, sourceId)),
      rejected: await database.db.$count(rejectedRows, eq(rejectedRows.runId, run.id)),
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { refusal: error.message };
  }
}

function expectNothingLost(outcome: Outcome): void {
  if ('refusal' in outcome) {
    expect(outcome.refusal.length).toBeGreaterThan(20);
    return;
  }
  const { run, stored, rejected } = outcome;
  expect(run).toMatchObject({ status: 'succeeded', failureMessage: null });
  const result = run.result as Record<string, number>;
  const { createdCount, unchangedCount, editedCount, updatedCount, rejectedCount } = result;
  expect([stored, rejected]).toEqual([createdCount, rejectedCount]);
  const dealtWith = [createdCount, unchangedCount, editedCount, updatedCount, rejectedCount];
  expect(dealtWith.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(result.readCount);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
}

test('a column whose name holds what a database cannot is imported under its cleaned name', async () => {
  const outcome = await importAlone(
    'keys.jsonl',
    Buffer.from('{"id":"1","te\\u0000xt":"the export hangs for ever","au\\udfffthor":"ana"}\n'),
  );

  expectNothingLost(outcome);
  expect(outcome).toMatchObject({ stored: 1, rejected: 0 });
});

describe.skipIf(root === null)('broken input (skipped where the shared material is absent)', () => {
  const folder = root ?? '';
  const files = root === null ? [] : filesBelow(folder);

  test.each(files)('%s is imported or refused with a reason, and every record is stored or counted', async (name) => {
    expectNothingLost(await importAlone(name, readFileSync(path.join(folder, name))));
  });

  test.each(files.filter((name) => /^csv-spectrum\/.*\.csv$/.test(name)))(
    '%s has the records that its twin in JSON has',
    async (name) => {
      const records = [
        JSON.parse(readFileSync(path.join(folder, name.replace(/csv$/, 'json')), 'utf8')),
      ].flat() as unknown[];

      const outcome = await importAlone(`${name} counted`, readFileSync(path.join(folder, name)));

      expectNothingLost(outcome);
      if ('run' in outcome) expect(outcome.run.result?.readCount).toBe(records.length);
    },
  );

  test('each naughty string is stored as it is but for what a database cannot hold, or counted', async () => {
    const strings = JSON.parse(readFileSync(path.join(folder, 'naughty-strings.json'), 'utf8')) as string[];
    const lines = strings.map((text, index) => JSON.stringify({ id: `n${index}`, text, author: text, title: text }));

    const outcome = await importAlone('naughty.jsonl', Buffer.from(lines.join('\n')));

    expectNothingLost(outcome);
    if (!('run' in outcome)) throw new Error(outcome.refusal);
    expect(outcome.stored + outcome.rejected).toBe(strings.length);
    const stored = await database.db
      .select({ externalId: posts.externalId, text: posts.text })
      .from(posts)
      .where(eq(posts.sourceId, outcome.run.result?.sourceId as number));
    const bare = (text: string) => text.replace(/[\p{Cc}\s]/gu, '');
    for (const { externalId, text } of stored) {
      expect(bare(text)).toBe(bare(strings[Number(externalId.slice(1))] ?? ''));
    }
  });
});
