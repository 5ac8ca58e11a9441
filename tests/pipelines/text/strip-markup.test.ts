import { expect, test } from 'vitest';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';

test.each([
  ['fenced code', 'It hangs\n```\nSELECT 1\n```\nalways', 'It hangs always'],
  ['a quoted line', '> someone said this\nI agree', 'I agree'],
  ['a link keeps its words', 'see [the docs](https://example.com/a) please', 'see the docs please'],
  ['a bare address', 'see https://example.com/a?b=c now', 'see … now'],
  ['an e-mail address', 'write to someone@example.com now', 'write to … now'],
  [
    'an address without a protocol',
    'go to www.example.com or maps.example.com/a_b for tickets',
    'go to … or … for tickets',
  ],
  ['a product named like an address', 'ASP.NET and socket.io stay', 'ASP.NET and socket.io stay'],
  ['mentions and custom emoji', '<@123456> and @someone <:party:12345> hi', 'and hi'],
  ['a signature', 'It hangs\n-- \nJane\nACME', 'It hangs'],
  [
    'a stack trace',
    'It fails\nTraceback (most recent call last)\n  File "x.py", line 3\nKeyError\n\nAny idea?',
    'It fails Any idea?',
  ],
  [
    'frames without a header',
    'It fails\nFile “/app/redash/a.py”, line 3, in run\nreturn func(*args, **kwargs)\nFile “/app/b.py”, line 5, in go\nx = y\nAny idea?',
    'It fails … Any idea?',
  ],
  ['HTML', '<p>It <b>hangs</b> &amp; fails</p>', 'It hangs & fails'],
  ['short inline code', 'run `npm start` again', 'run npm start again'],
  ['plain prose', 'Nothing to strip here.', 'Nothing to strip here.'],
])('%s', (_, text, expected) => {
  expect(stripMarkup(text).replace(/\s+/g, ' ').trim()).toBe(expected);
});
