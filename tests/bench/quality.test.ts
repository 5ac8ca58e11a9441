import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../bench/quality.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'refrain-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test.each([
  ['that is not there', null, /ENOENT.*JSON Lines/],
  ['that is no JSON Lines', 'id,text\n1,a', /JSON Lines/],
  ['without a label', '{"id":"1","text":"a"}\n', /"label"/],
])('a file %s is named, with what to do', async (_, content, remedy) => {
  const file = path.join(folder, 'posts.jsonl');
  if (content !== null) writeFileSync(file, content);
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

  expect(await main(['--data', file])).toBe(2);

  const message = String(written.mock.calls[0]?.[0]);
  expect(message).toContain(file);
  expect(message).toMatch(remedy);
});
