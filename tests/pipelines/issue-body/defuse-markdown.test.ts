import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defuseMarkdown } from '#pipelines/issue-body/defuse-markdown.ts';
import { judgeMarkdown } from './judge-markdown.ts';

test.each([
  ['Ask @bob', 'mention'],
  ['Ask \\@bob', 'mention'],
  ['Ask &#64;bob', 'mention'],
  ['Ask &commat;octo/team', 'mention'],
  ['**@bob** and [@bob](https://example.com)', 'mention'],
  ['| a |\n|---|\n| @bob |', 'mention'],
  ['1. @bob\n   - @eve', 'mention'],
  ['see #12', 'reference'],
  ['see GH&#45;12', 'reference'],
  ['fixes #12', 'closing-keyword'],
  ['o/r@1f2a4fb', 'commit'],
  ['https://github.com/o/r/issues/1', 'reference'],
  ['<https://github.com/o/r/issues/1>', 'reference'],
  ['[x](https://github.com/o/r/issues/1)', 'reference'],
  ['[x](https://github.com/o/r/%69ssues/1)', 'reference'],
  ['[x](https://www.github.com//o/r/pull/1)', 'reference'],
  ['[x][1]\n\n[1]: https://github.com/o/r/issues/1', 'reference'],
  ['[x](https://ghe.example/o/r/issues/1)', 'reference'],
  ['[x](javascript:alert(1))', 'link'],
  ['![x](https://evil.example/p.png)', 'image'],
  ['![x][1]\n\n[1]: https://evil.example/p.png', 'image'],
  ['<!-- refrain:0 -->', 'html'],
  ['a <img src=x> b', 'html'],
  ['<details>\n\n@bob\n\n</details>', 'mention'],
  ['/close', 'command'],
  ['please\n/close', 'command'],
  ['a\u202Eb', 'text-direction'],
])('%j in a summary acts on nothing and is told as %s', (written, kind) => {
  const { text, defused } = defuseMarkdown(written, { trackerHosts: ['ghe.example'] });

  const verdict = judgeMarkdown(text);
  expect(verdict).toMatchObject({ live: [], images: 0, html: 0 });
  expect(verdict.links.filter((url) => /github|ghe\.example|javascript/.test(url))).toEqual([]);
  expect(text).not.toMatch(/(^|\n)[ \t]*\/close/);
  expect(defused.map((entry) => entry.kind)).toContain(kind);
});

test('formatting, lists, tables, code and ordinary links stay', () => {
  const written = [
    '## Export hangs\n\nMembers **cannot** export _large_ boards, ~~sometimes~~ always.',
    '- first\n- second `code`\n  - third\n\n1. one\n2. two',
    '> quoted\n\n```sql\nselect 1\n```',
    '| a | b |\n| - | - |\n| 1 | 2 |',
    'See [the docs](https://docs.example/export) and https://status.example/today.',
  ].join('\n\n');

  const { text, defused } = defuseMarkdown(written);

  expect(defused).toEqual([]);
  expect(judgeMarkdown(text).words).toBe(judgeMarkdown(written).words);
  expect([...judgeMarkdown(text).nodes].sort()).toEqual([...judgeMarkdown(written).nodes].sort());
  expect(judgeMarkdown(text).links).toEqual(['https://docs.example/export', 'https://status.example/today']);
});

test('an open code fence cannot swallow what follows the summary', () => {
  const body = `${defuseMarkdown('```\nlog').text}\n\n### In numbers`;

  expect([...judgeMarkdown(body).nodes]).toContain('heading');
});

test('whatever a manager types, nobody is called', { timeout: 600_000 }, () => {
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
      'github.com/o/r/issues/1',
      'fixes ',
      '**',
      '_',
      '`',
    ],
    ...[
      '```\n',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '[',
      '](',
      ')',
      '![',
      '<b>',
      '<!--',
      '-->',
      '&#64;',
      '\\',
      '|',
      '\n|-|\n',
      ' ',
      '~~',
    ],
    ...['[1]', '\n[1]: https://github.com/o/r/pull/1\n', 'www.', '.com', '\u200B', '[^1]', '\n[^1]: ', '# ', '    '],
  );

  fc.assert(
    fc.property(fc.array(bits, { maxLength: 20 }), (parts) => {
      const verdict = judgeMarkdown(defuseMarkdown(parts.join('')).text);
      expect(verdict).toMatchObject({ live: [], images: 0, html: 0 });
    }),
    { numRuns: process.env.REFRAIN_ALL_POSTS ? 30_000 : 800 },
  );
});
