import { type AdfBlock, type AdfDocument, type AdfInline, type AdfItemBlock, type AdfMark, measureAdf } from './adf.ts';
import { countMore } from './count-more.ts';
import type { Defused } from './defused.ts';
import { drawBar } from './draw-bar.ts';
import { fitQuotes } from './fit-quotes.ts';
import { fitTitle } from './fit-title.ts';
import { leavesBacklink, readWebAddress } from './permalink.ts';
import type { LayoutBlock, LayoutLink, LayoutQuote, QuotesBlock, ReportLayout } from './report-layout.ts';
import { richTextToAdf, toTable } from './rich-text-to-adf.ts';
import { stripHidden } from './strip-hidden.ts';

/**
 * By `measureAdf`. Jira refuses descriptions that come to more than 32,767 characters once it has converted them to its
 * own text; far below, because that conversion is its own and adds to the length.
 */
export const ADF_LIMIT = 20_000;

export interface AdfOptions {
  readonly limit?: number;
  /** Hosts of the tracker itself, whose pages would notice a link. */
  readonly trackerHosts?: readonly string[];
}

export interface RenderedAdf {
  readonly title: string;
  readonly document: AdfDocument;
  readonly defused: readonly Defused[];
  readonly quoteCount: number;
  /** Chosen quotes that did not fit; the document says so. */
  readonly leftOutCount: number;
  /** By `measureAdf`. */
  readonly length: number;
}

/** `too-long`: even without a single quote the document passes the limit, by `excess` characters. */
export type AdfResult =
  | { readonly ok: true; readonly issue: RenderedAdf }
  | { readonly ok: false; readonly fault: 'too-long'; readonly excess: number };

interface Writer {
  readonly words: (text: string, marks?: readonly AdfMark[]) => AdfInline[];
  readonly link: (link: LayoutLink) => AdfInline[];
  readonly isSafe: (url: string) => boolean;
}

/**
 * A report in Atlassian's document format, built from the layout and not through Markdown. Words stand in text nodes,
 * where nothing pings: there are no mentions, images or cards, and links go to web pages outside the tracker only.
 */
export function renderAdf(layout: ReportLayout, { limit = ADF_LIMIT, trackerHosts = [] }: AdfOptions = {}): AdfResult {
  const title = fitTitle(layout.title);
  const defused: Defused[] = [...title.defused];
  const writer = createWriter(trackerHosts, defused);
  const drawn = layout.blocks.map((block) =>
    block.type === 'quotes' ? drawQuotes(block, trackerHosts) : { fixed: renderBlock(block, writer) },
  );
  const evidence = drawn.filter((part) => 'quotes' in part);
  const room = limit - measureAdf(toDocument(drawn.flatMap((part) => ('fixed' in part ? part.fixed : part.frame))));
  if (room < 0) return { ok: false, fault: 'too-long', excess: -room };
  const chosen = fitQuotes(
    evidence.map(({ quotes }) => quotes.map(({ blocks }) => measureAdf({ content: blocks }))),
    room,
  );
  for (const [i, part] of evidence.entries()) {
    defused.push(...(chosen[i] ?? []).flatMap((n) => part.quotes[n]?.defused ?? []));
  }
  const document = toDocument(
    drawn.flatMap((part) => ('fixed' in part ? part.fixed : part.write(chosen[evidence.indexOf(part)] ?? []))),
  );
  const quoteCount = chosen.flat().length;
  const leftOutCount = evidence.flatMap(({ quotes }) => quotes).length - quoteCount;
  const length = measureAdf(document);
  return { ok: true, issue: { title: title.text, document, defused, quoteCount, leftOutCount, length } };
}

function toDocument(content: readonly AdfBlock[]): AdfDocument {
  return { type: 'doc', version: 1, content };
}

function createWriter(trackerHosts: readonly string[], defused: Defused[]): Writer {
  const isSafe = (url: string) => isPlainLink(url, trackerHosts);
  const words: Writer['words'] = (text, marks = []) => {
    const visible = stripHidden(text);
    defused.push(...visible.defused);
    const line = visible.text.replace(/\s+/gu, ' ').trim();
    return line === '' ? [] : [{ type: 'text', text: line, ...(marks.length > 0 ? { marks } : {}) }];
  };
  return {
    words,
    isSafe,
    link: ({ text, url }) =>
      isSafe(url)
        ? words(text, [{ type: 'link', attrs: { href: new URL(url).href } }])
        : words(`${text} (${url})`, [{ type: 'code' }]),
  };
}

function isPlainLink(url: string, trackerHosts: readonly string[]): boolean {
  if (/^mailto:/i.test(url)) return true;
  const address = readWebAddress(url);
  if (address === null || leavesBacklink(address, trackerHosts)) return false;
  // A link to one of its own pages makes Jira note it there.
  return !trackerHosts.includes(new URL(address).hostname.toLowerCase());
}

function renderBlock(block: Exclude<LayoutBlock, QuotesBlock>, writer: Writer): AdfBlock[] {
  const { words, link } = writer;
  const gap: AdfInline = { type: 'text', text: ' ' };
  switch (block.type) {
    case 'heading':
      return [{ type: 'heading', attrs: { level: 3 }, content: words(block.text) }];
    case 'paragraph':
      return [{ type: 'paragraph', content: words(block.text) }];
    case 'summary':
      return richTextToAdf(block.content, writer.isSafe);
    case 'facts':
      return [
        {
          type: 'bulletList',
          content: block.facts.map((fact) => ({
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [
                  ...words(`${fact.label}:`, [{ type: 'strong' }]),
                  gap,
                  ...words(fact.value),
                  ...(fact.link ? [gap, ...link(fact.link)] : []),
                ],
              },
            ],
          })),
        },
      ];
    case 'table': {
      const head = block.columns.map((column) => words(column));
      const rows = block.rows.map((cells) =>
        cells.map((cell) => (typeof cell === 'string' ? words(cell) : link(cell))),
      );
      return [toTable([head, ...rows], { hasHead: true })];
    }
    case 'chart': {
      const head = [...block.columns.map((column) => words(column)), []];
      const rows = block.points.map(({ label, value }) => [
        words(label),
        words(String(value)),
        words(drawBar(value, block)),
      ]);
      return [
        { type: 'paragraph', content: words(block.caption, [{ type: 'em' }]) },
        toTable([head, ...rows], { hasHead: true }),
      ];
    }
    case 'footer':
      return [
        { type: 'paragraph', content: [...words(block.text), ...(block.link ? [gap, ...link(block.link)] : [])] },
      ];
  }
}

function drawQuotes(block: QuotesBlock, trackerHosts: readonly string[]) {
  const writer = createWriter(trackerHosts, []);
  const head: AdfBlock[] =
    block.notice === '' ? [] : [{ type: 'paragraph', content: writer.words(block.notice, [{ type: 'em' }]) }];
  const quotes = block.quotes.map((quote) => drawQuote(quote, trackerHosts));
  const ending = (leftOut: number): AdfBlock[] => {
    const more = countMore(block, leftOut);
    if (more === null) return [];
    const place = block.more ? writer.link(block.more) : writer.words('Refrain');
    return [
      {
        type: 'paragraph',
        content: [...writer.words(`${more} in`, [{ type: 'em' }]), { type: 'text', text: ' ' }, ...place],
      },
    ];
  };
  const longest = Math.max(measureAdf({ content: ending(0) }), measureAdf({ content: ending(quotes.length) }));
  return {
    quotes,
    // The longest ending possible is set aside first, so that adding a quote never makes the ending overflow.
    frame: [...head, ...(measureAdf({ content: ending(0) }) === longest ? ending(0) : ending(quotes.length))],
    write: (chosen: readonly number[]): AdfBlock[] => [
      ...head,
      ...chosen.flatMap((n) => quotes[n]?.blocks ?? []),
      ...ending(quotes.length - chosen.length),
    ],
  };
}

function drawQuote(quote: LayoutQuote, trackerHosts: readonly string[]) {
  const visible = stripHidden(quote.words);
  const defused = [...visible.defused];
  const { words, link } = createWriter(trackerHosts, defused);
  const cut: AdfItemBlock = { type: 'paragraph', content: [{ type: 'text', text: '[…]' }] };
  // The ellipsis stands outside the words, in paragraphs of its own: inside they would no longer be the member's.
  const content = [
    ...(quote.isCutBefore ? [cut] : []),
    ...toParagraphs(visible.text),
    ...(quote.isCutAfter ? [cut] : []),
  ];
  const details = [
    words(quote.attribution),
    quote.date === null ? [] : words(quote.date),
    quote.isEditedSince ? words('edited since') : [],
    quote.warning ? words(quote.warning, [{ type: 'strong' }]) : [],
    quote.permalink !== null && readWebAddress(quote.permalink) !== null
      ? link({ text: 'original post', url: quote.permalink })
      : [],
  ].filter((detail) => detail.length > 0);
  const dot: AdfInline = { type: 'text', text: ' · ' };
  const line = details.flatMap((detail, i) => (i === 0 ? detail : [dot, ...detail]));
  const blocks: AdfBlock[] = [
    // Words that are blank, or hidden from the first sign to the last, still make a quote that the format allows.
    { type: 'blockquote', content: content.length > 0 ? content : [{ type: 'paragraph', content: [] }] },
    { type: 'paragraph', content: [{ type: 'text', text: '— ' }, ...line] },
  ];
  return { blocks, defused };
}

/** Blank lines part paragraphs, line ends stay line ends; every other sign is the member's own. */
function toParagraphs(text: string): AdfItemBlock[] {
  return text.split(/\n(?:[ \t]*\n)+/).flatMap((paragraph): AdfItemBlock[] => {
    if (paragraph.trim() === '') return [];
    const content = paragraph
      .split('\n')
      .flatMap((line, i): AdfInline[] => [
        ...(i === 0 ? [] : [{ type: 'hardBreak' as const }]),
        ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
      ]);
    return [{ type: 'paragraph', content }];
  });
}
