import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { LayoutView } from '#app/reading/layout-view.tsx';
import { renderHtml } from '#pipelines/exports/render-html.ts';
import { buildReportLayout } from '#pipelines/issue-body/build-report-layout.ts';
import { renderAdf } from '#pipelines/issue-body/render-adf.ts';
import { renderMarkdown } from '#pipelines/issue-body/render-markdown.ts';
import type { LayoutBlock, ReportLayout } from '#pipelines/issue-body/report-layout.ts';
import { readAdf } from '#tests/pipelines/issue-body/judge-adf.ts';
import { judgeMarkdown } from '#tests/pipelines/issue-body/judge-markdown.ts';
import { quoteContent, reportContent } from '#tests/pipelines/issue-body/report-content.ts';

type Reading = { readonly words: string; readonly links: ReadonlySet<string> };

const SUMMARY = `### The problem

21 people **complain** in 28 posts.[^1] See [the forum](https://forum.example/t/9).

- one & two
- \`three\``;

const layouts = (['product', 'marketing'] as const).map((audience) =>
  buildReportLayout(
    reportContent({
      audience,
      summary: SUMMARY,
      claims: [{ key: 1 }],
      clusters: [...reportContent().clusters, ...reportContent({}).clusters],
      timeline: {
        period: 'month',
        points: [
          { label: 'May 2026', value: 12 },
          { label: 'Jun 2026', value: 9 },
        ],
      },
      quotes: [
        quoteContent('Export hangs <b>& fails</b>', { isCutAfter: true }),
        quoteContent('Works here, no trouble', { stance: 'disagrees', permalink: 'https://forum.example/t/12' }),
      ],
    }),
  ),
);

const readers: Readonly<Record<string, (layout: ReportLayout) => Reading>> = {
  page: (layout) => readMarkup(renderToStaticMarkup(<LayoutView layout={layout} isGuarded />)),
  print: (layout) => readMarkup(renderHtml(layout, { byline: [] })),
  markdown: (layout) => {
    const result = renderMarkdown(layout, { marker: 'm' });
    if (!result.ok) throw new Error('too long');
    const { words, links } = judgeMarkdown(result.issue.body);
    return { words: flatten(words), links: new Set(links.map((url) => new URL(url).href)) };
  },
  adf: (layout) => {
    const result = renderAdf(layout);
    if (!result.ok) throw new Error('too long');
    const { words, links } = readAdf(result.issue.document);
    return { words: flatten(words.join('\n')), links: new Set(links) };
  },
};

test.each(Object.entries(readers))('%s has every fact, quote and bar of the layout', (name, read) => {
  for (const layout of layouts) {
    const { words } = read(layout);

    for (const said of sayings(layout)) expect(words, `${name}: ${said}`).toContain(flatten(said));
  }
});

test('page, print, Markdown and Jira lead to the same places', () => {
  for (const layout of layouts) {
    const all = Object.values(readers).map((read) => [...read(layout).links].sort());

    for (const links of all) expect(links).toEqual(all[0]);
    expect(all[0]).toContain('http://localhost:3000/reports/7/evidence/1');
  }
});

test('words that are not cleared carry their warning everywhere, for marketing only', () => {
  for (const read of Object.values(readers)) {
    const [product, marketing] = layouts.map((layout) => read(layout).words);
    expect(marketing).toContain(flatten('Not cleared: nobody has asked the member'));
    expect(product).not.toContain(flatten('Not cleared'));
  }
});

/** What every rendering has to say, read from the layout alone. */
function sayings({ blocks }: ReportLayout): string[] {
  return blocks.flatMap(sayingsOf);
}

function sayingsOf(block: LayoutBlock): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'summary':
      return ['The problem', '21 people complain in 28 posts. [1]', 'the forum', 'one & two', 'three'];
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...block.columns, ...block.rows.flat().map((cell) => (typeof cell === 'string' ? cell : cell.text))];
    case 'chart':
      return [block.caption, ...block.columns, ...block.points.flatMap(({ label, value }) => [label, String(value)])];
    case 'quotes':
      return block.quotes
        .flatMap(({ words, attribution, date }) => [words, attribution, date ?? '', '[…]'])
        .slice(0, -1);
    case 'footer':
      return [block.text, block.link?.text ?? ''];
  }
}

function readMarkup(html: string): Reading {
  const body = html.replace(/<(style|title)>[\s\S]*?<\/\1>/g, '');
  const links = new Set(
    [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => new URL(decode(match[1] ?? '')).href),
  );
  return {
    words: flatten(
      decode(body.replace(/<[^>]*>/g, (tag) => (/^<\/?(?:strong|em|code|a|span)\b/.test(tag) ? '' : ' '))),
    ),
    links,
  };
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

/** Renderings part words and lines in their own ways; what they say is compared without. */
function flatten(text: string): string {
  return text.replace(/[\s\u200B\u00A0]+/g, '');
}
