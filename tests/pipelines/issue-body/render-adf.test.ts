import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measureAdf } from '#pipelines/issue-body/adf.ts';
import { buildReportLayout, type ReportContent } from '#pipelines/issue-body/build-report-layout.ts';
import { ADF_LIMIT, type RenderedAdf, renderAdf } from '#pipelines/issue-body/render-adf.ts';
import { stripHidden } from '#pipelines/issue-body/strip-hidden.ts';
import { judgeAdf, readAdf } from './judge-adf.ts';
import { reportContent as content, quoteContent as quote } from './report-content.ts';

const needsSchema = judgeAdf === null ? test.skip : test;
if (judgeAdf === null) console.log('skipped: no contracts/adf.full.schema.json');

const RICH = `# Exports

Members **cannot** ~~_export_~~ [boards](https://forum.example/t/1) \`**csv**\`
or [print](javascript:alert(1)).

- [x] one
  - two **three**

    > deep
- # heading in an item

  ---
1. a
7. b

> # Quoted heading
> > twice
> ---
> | a | b |
> |---|---|
> | 1 | 2 |

\`\`\`
\`\`\`

| Version | Posts |
|---|---|
| 8.0 | **12** |

![pixel](https://evil.example/p.png) <img src=x> @bob
***
`;

needsSchema('whatever a manager writes, the document is one that Jira takes', () => {
  const judge = judgeAdf as NonNullable<typeof judgeAdf>;
  const pieces = fc.constantFrom(...RICH.split('\n'), '> ', '- ', '', '```', '| a |', '[x]: http://a.example', '\\');
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), fc.string(), (lines, words) => {
      const { document } = render(content({ summary: lines.join('\n'), quotes: [quote(words || 'x')] }));
      expect(judge(document)).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(
    judge(render(content({ summary: RICH, quotes: [quote('a\n\nb\nc', { isCutAfter: true })] })).document),
  ).toEqual([]);
});

needsSchema.each([' ', '\n\n', '\u200B\u2066'])('a quote without a visible sign, %j, is a document too', (words) => {
  expect(judgeAdf?.(render(content({ summary: '', quotes: [quote(words)] })).document)).toEqual([]);
});

needsSchema('the schema refuses a heading inside a quote, so the judge can fail', () => {
  const heading = { type: 'heading', attrs: { level: 1 }, content: [] };
  const wrong = { type: 'doc', version: 1, content: [{ type: 'blockquote', content: [heading] }] };

  expect(judgeAdf?.(wrong as never)).not.toEqual([]);
});

test('links to web pages stay, script addresses and images do not, and nothing is a mention', () => {
  const { document } = render(
    content({ summary: RICH, quotes: [quote('@bob <b>hi</b> ![x](https://evil.example/y)')] }),
  );

  const { links, nodes, words } = readAdf(document);
  expect(links).toEqual([
    'https://forum.example/t/1',
    'https://evil.example/p.png',
    'https://discord.com/channels/1/2/3',
    'http://localhost:3000/reports/7',
    'http://localhost:3000/reports/7',
  ]);
  for (const acting of ['mention', 'media', 'mediaSingle', 'inlineCard', 'extension'])
    expect(nodes).not.toContain(acting);
  expect(words.join('\n')).toContain('@bob <b>hi</b> ![x](https://evil.example/y)');
  expect(words.join('\n')).toContain('print (javascript:alert(1))');
});

test('a link into the tracker itself or onto an issue is words, so that nothing is noted there', () => {
  const quotes = [
    quote('a', { permalink: 'https://acme.atlassian.net/browse/APP-1' }),
    quote('b', { permalink: 'https://github.com/o/r/issues/4' }),
    quote('c', { permalink: 'javascript:alert(1)' }),
  ];
  const result = renderAdf(buildReportLayout(content({ quotes })), { trackerHosts: ['acme.atlassian.net'] });

  if (!result.ok) throw new Error('too long');
  expect(new Set(readAdf(result.issue.document).links)).toEqual(new Set(['http://localhost:3000/reports/7']));
});

test('the words of a quote stand in the document exactly, line by line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((words) => words.trim() !== ''),
      (words) => {
        const { document } = render(content({ summary: '', quotes: [quote(words)] }));
        const block = (document.content as readonly { type: string }[]).findIndex(({ type }) => type === 'blockquote');
        const shown = readAdf(document).words[block]?.replace(/\n+/g, '\n');
        const visible = stripHidden(words).text.replace(/\n(?:[ \t]*\n)+/g, '\n');
        if (visible.trim() === '') return;
        expect(shown?.trim()).toBe(visible.trim());
      },
    ),
  );
});

test('quotes that do not fit are left out whole, and counted', () => {
  const quotes = Array.from({ length: 200 }, (_, i) => quote(`${i} ${'long words '.repeat(60)}`));

  const issue = render(content({ quotes, postCount: 500 }));

  expect(issue.length).toBeLessThanOrEqual(ADF_LIMIT);
  expect(issue.length).toBe(measureAdf(issue.document));
  expect(issue.length).toBeGreaterThan(ADF_LIMIT - 2000);
  expect(issue.quoteCount + issue.leftOutCount).toBe(200);
  const { words } = readAdf(issue.document);
  expect(words.filter((block) => block.startsWith('— '))).toHaveLength(issue.quoteCount);
  expect(words.join('\n')).toContain(`${500 - issue.quoteCount} more posts in Refrain`);
});

test('a summary that alone passes the limit is refused with the excess', () => {
  const result = renderAdf(buildReportLayout(content({ summary: 'word '.repeat(6000), quotes: [quote('x')] })));

  expect(result).toMatchObject({ ok: false, fault: 'too-long' });
  if (!result.ok) expect(result.excess).toBeGreaterThan(9000);
});

test('hidden signs are taken out and told', () => {
  const { document, defused } = render(content({ summary: '', quotes: [quote('pay\u202Elater\u200Bnow')] }));

  expect(readAdf(document).words.join('\n')).toContain('paylaternow');
  expect(defused.map(({ kind }) => kind)).toEqual(['text-direction', 'hidden-text']);
});

function render(value: ReportContent): RenderedAdf {
  const result = renderAdf(buildReportLayout(value));
  if (!result.ok) throw new Error(`too long by ${result.excess}`);
  return result.issue;
}
