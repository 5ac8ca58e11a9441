import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runImportCommand } from '#server/cli/import.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'refrain-cli-'));
  vi.stubEnv('DATABASE_URL', database.connectionString);
  vi.stubEnv('REFRAIN_DATA_DIR', folder);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function callImport(...argv: string[]) {
  const said = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const code = await runImportCommand(argv, { stdout: sink('stdout'), stderr: sink('stderr'), isTty: false });
  return { code, ...said };
}

test('tells what became of every row of a file, and writes the rejected ones down', async () => {
  const file = path.join(folder, 'posts.csv');
  writeFileSync(file, 'id,text,created_at\n1,The export hangs,2026-05-03\n2,,2026-05-03\n3,It hangs again,once upon\n');

  const first = await callImport(file);
  const again = await callImport(file, '--rejected', path.join(folder, 'rejected.csv'));

  expect(first).toEqual({
    code: 0,
    stdout: 'Read 3 rows: 2 new, 1 rejected.\n  1: The time could not be read and was left empty.\n',
    stderr: '  line 3: The text is empty.\n',
  });
  expect(again.stdout).toContain('Read 3 rows: 2 unchanged, 1 rejected.');
  expect(readFileSync(path.join(folder, 'rejected.csv'), 'utf8')).toMatch(
    /^\ufeffline,reason,record\r\n3,The text is empty\./,
  );
});

test('an id that stands in the file twice keeps the later words, and says so', async () => {
  const file = path.join(folder, 'twice.jsonl');
  const rows = Array.from({ length: 40 }, (_, index) =>
    JSON.stringify({ id: `p${index}`, text: `Row ${index} says it` }),
  );
  writeFileSync(file, [...rows, '{"id":"p0","text":"Row 0 thinks again"}'].join('\n'));

  const { stdout } = await callImport(file);

  expect(stdout).toBe(
    'Read 41 rows: 40 new, 1 changed.\n  1: The id stood further up in the file; the later row counts.\n',
  );
});
