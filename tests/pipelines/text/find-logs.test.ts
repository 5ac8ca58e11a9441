import { expect, test } from 'vitest';
import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { findLogs } from '#pipelines/text/find-logs.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';

const bare = (text: string) => text.replace(/[\s\ue001-\ue004]+/g, ' ').trim();

test.each([
  ['a level in brackets', '[ERROR] worker: job 17 was lost'],
  ['a log of Python', 'ERROR:root:the job was lost\nWARNING:app.queue:slow'],
  ['a log of containers', 'web_1     | lost the job\ndb-1  | ready\nscheduler_1 |'],
  ['levels in a row', 'INFO: the worker is ready\nERROR: the job was lost'],
  ['small levels in a row', '[info] the worker is ready\n[error] the job was lost'],
  ['a log of migrations', 'INFO  [alembic.runtime.migration] Will assume DDL.'],
  ['a log of pairs', 'level=error ts=now msg="the job was lost"'],
  ['a log of the system', 'May  3 10:12:33 host shop[12]: the job was lost'],
  [
    'Java',
    'Exception in thread "main" java.lang.IllegalStateException: lost\n\tat com.shop.Main.run(Main.java:10)\n    at java.base/java.lang.Thread.run(Thread.java:833)\nCaused by: java.io.IOException: broken pipe\n\t... 12 more',
  ],
  [
    'JavaScript',
    "TypeError: Cannot read properties of undefined (reading 'id')\n    at async load (/app/src/load.js:10:5)\n    at new Shop (shop.js:3:1)\n    at /app/index.js:1:2",
  ],
  [
    'C#',
    'System.NullReferenceException: Object reference not set\n   at Shop.Cart.Add(String id) in C:\\src\\Cart.cs:line 12\n--- End of stack trace from previous location ---',
  ],
  ['Go', 'panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:12 +0x1d'],
  ['Ruby', "/app/shop.rb:12:in `add': nothing to add (ArgumentError)\n\tfrom /app/main.rb:3:in `<main>'"],
])('%s is no prose', (_, log) => {
  const text = `The export hangs.\n${log}\nIt never ends.`;

  expect(bare(stripMarkup(text))).toBe('The export hangs. It never ends.');
  expect(bare(maskProse(text))).toBe('The export hangs. It never ends.');
  expect(maskProse(text)).toHaveLength(text.length);
});

test.each([
  'Error: the page says that I may not log in.',
  'ERROR: relation users does not exist',
  'ProgrammingError: relation users does not exist',
  '[INFO] We moved to another place',
  '[edit] It was a typo of mine',
  'WARNING: this is long\n\nINFO: so is this',
  'at home (we have no garden) it works',
  'at work (see below: 3) it fails',
  'from main.rb it is called',
  'A table of mine\nName | Price\n3 | 4',
  'panic: I have an exam tomorrow',
  'May 3 is the day',
])('%j is what a person wrote', (text) => {
  expect(findLogs(text)).toEqual([]);
});

test('a megabyte takes no time', () => {
  const started = performance.now();
  for (const part of ['at a', 'at a.', 'a.b(', '[ERROR] ', 'ERROR: a\n', 'Error', 'a_1', 'a-', 'main.main()\n', '\n'])
    findLogs(part.repeat(1_000_000 / part.length));

  expect(performance.now() - started).toBeLessThan(3000);
});
