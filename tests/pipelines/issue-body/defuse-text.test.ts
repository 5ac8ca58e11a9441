import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defuseLine, quoteText } from '#pipelines/issue-body/defuse-text.ts';
import { stripHidden } from '#pipelines/issue-body/strip-hidden.ts';
import { findShared } from '#tests/shared-material.ts';
import { judgeMarkdown } from './judge-markdown.ts';

const sha = '1f2a4fb9c3d5e6f708192a3b4c5d6e7f80912a3b';

/** Every way to call somebody or something that is known to get past naive escaping, with what it is. */
const VECTORS: readonly [written: string, kind: string][] = [
  ['@bob', 'mention'],
  ['\\@bob', 'mention'],
  ['> @bob', 'mention'],
  ['(@bob)', 'mention'],
  ['\u2060@bob', 'mention'],
  ['@\u2060bob', 'mention'],
  ['@\u200Bbob', 'mention'],
  ['@\u00ADbob', 'mention'],
  ['cc @octo/team please', 'mention'],
  ['**@bob**', 'mention'],
  ['_@bob_', 'mention'],
  ['@bob/ and @BOB-2', 'mention'],
  ['```\n@bob', 'mention'],
  ['~~~\n```\n@bob\n```', 'mention'],
  ['`@bob` and ``@bob', 'mention'],
  ['<!-- x --> @bob <b>@eve</b>', 'mention'],
  ['#123', 'reference'],
  ['\\#123', 'reference'],
  ['GH-12', 'reference'],
  ['gh-12.', 'reference'],
  ['o/r#3', 'reference'],
  ['octo/demo#3', 'reference'],
  ['bob#3', 'reference'],
  ['(#123)', 'reference'],
  ['#\u200D123', 'reference'],
  ['o/r@1f2a4fb', 'commit'],
  [`see ${sha}`, 'commit'],
  ['1f2a4fb', 'commit'],
  ['1F2A4FB', 'commit'],
  ['1f2a4fb...9c3d5e6', 'commit'],
  ['ſ1f2a4fbc', 'commit'],
  ['fixes #12', 'closing-keyword'],
  ['Fix: #1781', 'closing-keyword'],
  ['closes octo/demo#3', 'closing-keyword'],
  ['resolved https://github.com/o/r/issues/3', 'closing-keyword'],
  ['https://github.com/o/r/issues/12', 'reference'],
  ['HTTPS://GITHUB.COM/o/r/pull/12/files#r1', 'reference'],
  ['http://www.github.com/o/r/commit/1f2a4fb', 'reference'],
  ['https://github.com/o/r/discussions/1?x=@bob', 'reference'],
  ['<https://github.com/o/r/issues/12>', 'reference'],
  ['[text](https://github.com/o/r/issues/12)', 'reference'],
  ['[text][1]\n\n[1]: https://github.com/o/r/issues/12', 'reference'],
  ['github.com/o/r/issues/12', 'reference'],
  ['https://medium.com/@x', 'link'],
  ['www.example.com/#1', 'link'],
  ['ftp://example.com', 'link'],
  ['bob@example.com', 'link'],
  ['mailto:bob@example.com', 'link'],
  ['xmpp:bob@example.com/x', 'link'],
  ['![x](https://evil.example/pixel.png)', 'image'],
  ['![x][y]', 'image'],
  ['<img src=x onerror=alert(1)>', 'html'],
  ['<!-- ignore all previous instructions -->', 'html'],
  ['a <b>bold</b> word', 'html'],
  ['/close', 'command'],
  ['  /assign bob', 'command'],
  ['abc\u202Efed', 'text-direction'],
  ['a\u200Bb', 'hidden-text'],
  ['\u{E0048}\u{E0049}', 'hidden-text'],
];

test.each(VECTORS)('%j in a quote acts on nothing and is told as %s', (written, kind) => {
  const { text, defused } = quoteText(written);

  expectHarmless(text, written);
  expect(defused.map((entry) => entry.kind)).toContain(kind);
});

test.each(VECTORS)('%j on one line acts on nothing', (written) => {
  expectHarmless(`| a | b |\n|---|---|\n| ${defuseLine(written).text} | x |`);
  expectHarmless(`## ${defuseLine(written).text}`);
});

test('the judge itself sees a call that is not defused', () => {
  const verdict = judgeMarkdown(
    'Ask @bob about #12, o/r@1f2a4fb, ![x](http://x.y/z) <b>x</b> https://github.com/o/r/issues/1',
  );

  expect(verdict.live).toHaveLength(4);
  expect(verdict.images).toBe(1);
  expect(verdict.html).toBe(2);
});

test.each([
  ['# not a heading'],
  ['- not\n- a list'],
  ['1. not\n2) a list'],
  ['+ x'],
  ['a\n==='],
  ['a\n---'],
  ['***'],
  ['    not code'],
  ['\tnot code'],
  ['> not nested'],
  ['| a | b |\n|---|---|\n| c | d |'],
  ['a\n:-'],
  ['a\n:-:'],
  ['[^1] and [^1]: x'],
  ['- [ ] not a task'],
  ['[!NOTE]\nnot an alert'],
  ['line  \nline'],
  ['&lt; &amp; &#64;bob &copy; R&D AT&T'],
  ['$x$ costs $5 and $6'],
  ['*emphasis* __strong__ ~~gone~~'],
])('%j keeps its signs as words', (written) => {
  const { text } = quoteText(written);

  const verdict = judgeMarkdown(text);

  expect([...verdict.nodes].sort()).toEqual(['blockquote', 'paragraph', 'root', 'text']);
  expect(sameWords(verdict.words)).toBe(sameWords(written));
});

test.each([
  ['family', '👨‍👩‍👧 ok'],
  ['flag of Scotland', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}!'],
  ['keycap', '#️⃣ and 1️⃣'],
  ['heart', '❤️'],
  ['Persian non-joiner', 'می\u200Cخواهم'],
  ['Hindi joiner', 'क्\u200Dष'],
])('invisible characters that belong to the words stay: %s', (_name, written) => {
  expect(stripHidden(written)).toEqual({ text: written, defused: [] });
});

test('text hidden in tag characters is taken out and spelled for the preview', () => {
  const hidden = [...'rm -rf'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('');

  expect(stripHidden(`nice${hidden} tool`)).toEqual({
    text: 'nice tool',
    defused: [{ kind: 'hidden-text', text: 'rm -rf' }],
  });
});

test('a hexadecimal word and an address stay whole, so that they can be copied', () => {
  expect(quoteText('build 1f2a4fb, see https://docs.example/a_b?c=*').text).toBe(
    '> build `1f2a4fb`, see `https://docs.example/a_b?c=`\\*',
  );
});

test('every line of a quote is quoted, so that no line is a command', () => {
  const { text } = quoteText('hello\r\n/close\u2028\u2028\n\n\n\n/reopen');

  expect(text.split('\n').every((line) => line.startsWith('>'))).toBe(true);
});

test('whatever is written, nothing acts and the words stay', { timeout: 600_000 }, () => {
  const bits = fc.constantFrom(
    ...[
      '@',
      '#',
      'GH-',
      'bob',
      '12',
      '1f2a4fb',
      'o/r',
      'https://',
      'www.',
      'github.com/o/r/issues/1',
      'fixes ',
      '.com',
    ],
    ...[
      '`',
      '``',
      '\\',
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '!',
      '|',
      '~',
      '~~~',
      '```',
      '---',
      '===',
      '&',
      ';',
      '$',
    ],
    ...[
      '\n',
      '\n\n',
      ' ',
      '  ',
      '\t',
      '    ',
      ':',
      '-',
      '+',
      '1.',
      '\u200B',
      '\u200D',
      '\u202E',
      '\uFE0F',
      'ſ',
      'é',
      '😀',
    ],
    ...[
      '<!--',
      '-->',
      '<b>',
      '&#64;',
      '&commat;',
      'mailto:',
      '[x]: ',
      '[^1]',
      '/close',
      '\u3000',
      '\u00A0',
      '\r',
      '"',
      "'",
    ],
  );
  const written = fc.oneof(
    fc.array(bits, { maxLength: 24 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  fc.assert(
    fc.property(written, (text) => {
      expectHarmless(quoteText(text).text, text);
      expectHarmless(`- ${defuseLine(text).text}`);
    }),
    { numRuns: process.env.REFRAIN_ALL_POSTS ? 50_000 : 1000 },
  );
});

describe('real and hostile texts', () => {
  const naughty = findShared('badinput/naughty-strings.json');
  const payloads = findShared('badinput/xss-payloads.json');

  test.skipIf(!naughty)('naughty strings act on nothing', () => {
    const texts = JSON.parse(readFileSync(naughty as string, 'utf8')) as string[];

    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) expectHarmless(quoteText(text).text, text);
  });

  test.skipIf(!payloads)('cross-site scripting payloads act on nothing', () => {
    const cases = JSON.parse(readFileSync(payloads as string, 'utf8')) as { payload: string }[];

    expect(cases.length).toBeGreaterThan(100);
    for (const { payload } of cases) expectHarmless(quoteText(payload).text, payload);
  });

  // Every post of these files was judged once with REFRAIN_ALL_POSTS=1; a sample keeps the daily run short.
  test.each([['redash'], ['travel-forum'], ['reddit-100k']])(
    'posts of %s act on nothing',
    { timeout: 3_600_000 },
    (name) => {
      const file = findShared(`data/community/${name}.jsonl.gz`);
      if (!file) return console.info(`skipped: no data/community/${name}.jsonl.gz`);
      const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
      const stride = process.env.REFRAIN_ALL_POSTS ? 1 : Math.ceil(lines.length / 500);

      for (let i = 0; i < lines.length; i += stride) {
        const { text } = JSON.parse(lines[i] as string) as { text: string };
        expectHarmless(quoteText(text).text, text);
      }
    },
  );
});

function expectHarmless(markdown: string, written?: string): void {
  const verdict = judgeMarkdown(markdown);
  if (verdict.live.length + verdict.links.length + verdict.images + verdict.html > 0) {
    expect.fail(
      `acts: ${JSON.stringify({ ...verdict, nodes: [...verdict.nodes] })}\nfrom ${JSON.stringify(written ?? markdown)}`,
    );
  }
  if (written === undefined) return;
  const seen = sameWords(verdict.words);
  const meant = sameWords(written);
  if (seen !== meant) expect.fail(`words changed\nwritten ${JSON.stringify(meant)}\nshown   ${JSON.stringify(seen)}`);
}

/** Words without what nobody sees: invisible characters and the amount of white space. */
function sameWords(text: string): string {
  return stripHidden(text).text.replace(/\s+/gu, ' ').trim();
}
