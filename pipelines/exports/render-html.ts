import { countMore } from '#pipelines/issue-body/count-more.ts';
import { isLongQuote } from '#pipelines/issue-body/is-long-quote.ts';
import { readWebAddress } from '#pipelines/issue-body/permalink.ts';
import type {
  ChartBlock,
  LayoutBlock,
  LayoutCell,
  LayoutLink,
  LayoutQuote,
  QuotesBlock,
  ReportLayout,
} from '#pipelines/issue-body/report-layout.ts';
import type { RichBlock, RichInline } from '#pipelines/issue-body/rich-text.ts';
import { stripHidden } from '#pipelines/issue-body/strip-hidden.ts';
import { PRINT_STYLE } from './print-style.ts';

export interface HtmlOptions {
  /** Lines below the title: for whom, published when, from which run. */
  readonly byline: readonly string[];
}

/** A report as one file to print or keep: no scripts, no images, nothing loaded from anywhere. */
export function renderHtml(layout: ReportLayout, { byline }: HtmlOptions): string {
  const title = words(layout.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${PRINT_STYLE}@page { @bottom-left { content: ${cssString(layout.title)}; font: 8pt "Inter", Arial, sans-serif; color: #5b5d66; } }</style>
</head>
<body>
<main class="report">
<header>
<h1>${title}</h1>
${byline.map((line) => `<p class="byline">${words(line)}</p>`).join('\n')}
</header>
${layout.blocks.map(renderBlock).join('\n')}
</main>
</body>
</html>
`;
}

/** The running title at the foot of each page: every sign but letters and figures as its number, so that none can end it. */
function cssString(text: string): string {
  const escaped = stripHidden(text).text.replaceAll(
    /[^\p{L}\p{N} ]/gu,
    (sign) => `\\${sign.codePointAt(0)?.toString(16)} `,
  );
  return `"${escaped}"`;
}

/** Escaped, and without signs that only a program would read. */
function words(text: string): string {
  return stripHidden(text)
    .text.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function link({ text, url }: LayoutLink): string {
  const address = /^mailto:/i.test(url) ? url : readWebAddress(url);
  return address === null
    ? words(`${text} (${url})`)
    : `<a href="${words(address)}" rel="noreferrer">${words(text)}</a>`;
}

function renderBlock(block: LayoutBlock): string {
  switch (block.type) {
    case 'heading':
      return `<h2>${words(block.text)}</h2>`;
    case 'paragraph':
      return `<p>${words(block.text)}</p>`;
    case 'summary':
      return `<section class="summary">${block.content.map(renderRich).join('\n')}</section>`;
    case 'facts':
      return `<dl class="facts">${block.facts
        .map(
          (fact) =>
            `<div><dt>${words(fact.label)}</dt><dd>${words(fact.value)}${fact.link ? ` ${link(fact.link)}` : ''}</dd></div>`,
        )
        .join('')}</dl>`;
    case 'table':
      return table(block.columns, block.rows);
    case 'chart':
      return chart(block);
    case 'quotes':
      return quotes(block);
    case 'footer':
      return `<footer><p>${words(block.text)}${block.link ? ` ${link(block.link)}` : ''}</p></footer>`;
  }
}

function table(columns: readonly string[], rows: readonly (readonly LayoutCell[])[]): string {
  const head = columns.map((column) => `<th scope="col">${words(column)}</th>`).join('');
  const body = rows
    .map(
      (cells) =>
        `<tr>${cells.map((cell) => `<td>${typeof cell === 'string' ? words(cell) : link(cell)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** Bars are the cells of a table, so that the numbers are there for every reader. */
function chart({ caption, columns, points }: ChartBlock): string {
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const bars = points
    .map(
      ({ label, value }) =>
        `<tr><th scope="row">${words(label)}</th><td class="value">${value}</td><td class="bar"><span style="width:${((value / highest) * 100).toFixed(1)}%"></span></td></tr>`,
    )
    .join('\n');
  return `<table class="chart"><caption>${words(caption)}</caption><thead><tr><th scope="col">${words(columns[0])}</th><th scope="col">${words(columns[1])}</th><td></td></tr></thead><tbody>${bars}</tbody></table>`;
}

function quotes(block: QuotesBlock): string {
  const more = countMore(block, 0);
  const ending = more === null ? '' : `<p class="more">${more} in ${block.more ? link(block.more) : 'Refrain'}</p>`;
  const notice = block.notice === '' ? '' : `<p class="notice">${words(block.notice)}</p>`;
  return `${notice}${block.quotes.map(quote).join('\n')}${ending}`;
}

function quote(shown: LayoutQuote): string {
  const cut = '<span class="cut">[…]</span>';
  const details = [
    words(shown.attribution),
    shown.date === null ? '' : words(shown.date),
    shown.isEditedSince ? 'edited since' : '',
    shown.warning ? `<strong class="warning">${words(shown.warning)}</strong>` : '',
    shown.permalink !== null && readWebAddress(shown.permalink) !== null
      ? link({ text: 'original post', url: shown.permalink })
      : '',
  ].filter((detail) => detail !== '');
  const kind = isLongQuote(shown.words) ? ' class="long"' : '';
  return `<figure${kind}><blockquote dir="auto">${shown.isCutBefore ? `${cut} ` : ''}${words(shown.words)}${shown.isCutAfter ? ` ${cut}` : ''}</blockquote><figcaption>— ${details.join(' · ')}</figcaption></figure>`;
}

function renderRich(block: RichBlock): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlines(block.content)}</p>`;
    case 'heading':
      return `<h2>${inlines(block.content)}</h2>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${item.map(renderRich).join('')}</li>`).join('');
      return block.isOrdered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'quote':
      return `<blockquote class="aside">${block.blocks.map(renderRich).join('')}</blockquote>`;
    case 'code':
      return `<pre>${words(block.text)}</pre>`;
    case 'rule':
      return '<hr>';
    case 'table':
      return `<table>${block.rows
        .map(
          (cells, i) =>
            `<tr>${cells.map((cell) => (i === 0 ? `<th scope="col">${inlines(cell)}</th>` : `<td>${inlines(cell)}</td>`)).join('')}</tr>`,
        )
        .join('')}</table>`;
  }
}

const TAGS = { strong: 'strong', em: 'em', strike: 's', code: 'code' } as const;

function inlines(content: readonly RichInline[]): string {
  return content
    .map((part) => {
      if (part.type === 'break') return '<br>';
      const styled = part.marks.reduce((inner, mark) => `<${TAGS[mark]}>${inner}</${TAGS[mark]}>`, words(part.text));
      if (part.url === null) return styled;
      const isCitation = /^\[\d+\]$/.test(part.text);
      return `<a${isCitation ? ' class="cite"' : ''} href="${words(part.url)}" rel="noreferrer">${styled}</a>`;
    })
    .join('');
}
