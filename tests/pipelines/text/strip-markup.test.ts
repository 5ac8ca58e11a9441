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
  [
    'settings that were pasted without a mark',
    'Mails do not arrive, is this right?\nemail:\nimage: djfarrelly/maildev\nenvironment:\nMAIL_PORT: “123”\nMAIL_USE_TLS: “true”\nPYTHON=0\nIt never sends.',
    'Mails do not arrive, is this right? It never sends.',
  ],
  [
    'JSON that was pasted without a mark',
    'The filter:\n{\n"$match": {\n"name": {\n"$in": [1]\n}\n}\n}\nshows nothing',
    'The filter: shows nothing',
  ],
  [
    'two lines that look like code between words',
    'Set A_B=1 first.\nA_B=1\nC_D=2\nThen it works',
    'Set A_B=1 first. A_B=1 C_D=2 Then it works',
  ],
  [
    'lists of words and of fields',
    'Pros:\n- fast\n- and/or cheap\n- 1/2 the price\nBrowser: Firefox\nsystem/platform: Mac',
    'Pros: - fast - and/or cheap - 1/2 the price Browser: Firefox system/platform: Mac',
  ],
  ['HTML', '<p>It <b>hangs</b> &amp; fails</p>', 'It hangs & fails'],
  ['short inline code', 'run `npm start` again', 'run npm start again'],
  ['plain prose', 'Nothing to strip here.', 'Nothing to strip here.'],
])('%s', (_, text, expected) => {
  expect(stripMarkup(text).replace(/\s+/g, ' ').trim()).toBe(expected);
});
