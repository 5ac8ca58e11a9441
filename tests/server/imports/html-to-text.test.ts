import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { htmlToText } from '#server/imports/html-to-text.ts';
import { findShared } from '#tests/shared-material.ts';

test.each([
  ['<p>It <b>crashes</b> &amp; burns.</p>\n<p>Twice&nbsp;a day</p>', 'It crashes & burns.\n\nTwice a day'],
  ['one<br>two<br/>three', 'one\ntwo\nthree'],
  ['<ul><li>a</li><li>b</li></ul>', 'a\n\nb'],
  ['<img src="x" alt=":smile:"> ok <img src=y>', ':smile: ok'],
  ['<script>alert(1)</script><style>p{}</style>text<!-- no -->', 'text'],
  ['&#8220;x&#x201d; &eacute;&Eacute; &unknown; 1 < 2 && 3 > 2', '“x” éÉ &unknown; 1 < 2 && 3 > 2'],
  ['<header>kept</header>', 'kept'],
  ['&lt;b&gt; is shown, not a tag', '<b> is shown, not a tag'],
])('%s', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('hostile length takes no time', () => {
  const started = performance.now();
  for (const part of ['<script', '<!--', '<p ', '<img alt ', '&#', '<', '<br', '\n \n'])
    htmlToText(part.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(5000);
});

const payloads = findShared('badinput/xss-payloads.json');
test.skipIf(payloads === null)('no payload throws', () => {
  for (const payload of JSON.parse(readFileSync(payloads ?? '', 'utf8')) as unknown[]) {
    expect(() => htmlToText(JSON.stringify(payload))).not.toThrow();
  }
});
