import { defuseMarkdown } from './defuse-markdown.ts';
import { breakCalls, defuseLine, quoteText } from './defuse-text.ts';
import type { Defused } from './defused.ts';
import { fitTitle } from './fit-title.ts';
import { leavesBacklink, readWebAddress } from './permalink.ts';
import type { LayoutBlock, LayoutQuote, QuotesBlock, ReportLayout } from './report-layout.ts';

/** GitHub refuses more than 65,536 characters; the rest is room for a later note on new evidence. */
export const BODY_LIMIT = 60_000;

export interface RenderOptions {
  /** Stands last in the body, invisible to readers: how an issue whose answer was lost is found again. */
  readonly marker: string;
  readonly limit?: number;
  /** Hosts of the tracker itself beside github.com, whose pages would notice a link. */
  readonly trackerHosts?: readonly string[];
}

export interface RenderedIssue {
  readonly title: string;
  readonly body: string;
  readonly defused: readonly Defused[];
  readonly quoteCount: number;
  /** Chosen quotes that did not fit; the body says so. */
  readonly leftOutCount: number;
}

/** `too-long`: even without a single quote the body passes the limit, by `excess` characters. */
export type RenderResult =
  | { readonly ok: true; readonly issue: RenderedIssue }
  | { readonly ok: false; readonly fault: 'too-long'; readonly excess: number };

type Note = (defused: readonly Defused[]) => void;

export function renderMarkdown(layout: ReportLayout, options: RenderOptions): RenderResult {
  const { limit = BODY_LIMIT, trackerHosts = [] } = options;
  const title = fitTitle(layout.title);
  const defused: Defused[] = [...title.defused];
  const note: Note = (entries) => defused.push(...entries);
  const ending = markerComment(options.marker);

  // Everything but the quotes is fixed: they share what room it leaves, whole ones only, in the manager's order.
  const fixed = layout.blocks.map((block) => (block.type === 'quotes' ? '' : renderBlock(block, trackerHosts, note)));
  const evidence = layout.blocks.find((block) => block.type === 'quotes');
  const room = limit - joinBlocks([...fixed, ending]).length;
  const quotes = evidence && renderQuotes(evidence, room - 2, trackerHosts);
  if (room < 0 || (quotes && quotes.text.length > room - 2)) {
    const needed = quotes ? quotes.text.length + 2 : 0;
    return { ok: false, fault: 'too-long', excess: needed - room };
  }
  if (quotes) note(quotes.defused);
  const body = joinBlocks([
    ...layout.blocks.map((block, i) => (block === evidence ? (quotes?.text ?? '') : (fixed[i] as string))),
    ending,
  ]);
  const leftOutCount = evidence && quotes ? evidence.quotes.length - quotes.quoteCount : 0;
  return { ok: true, issue: { title: title.text, body, defused, quoteCount: quotes?.quoteCount ?? 0, leftOutCount } };
}

/** What the last line of an issue's body is. */
export function markerComment(marker: string): string {
  return `<!-- refrain:${marker} -->`;
}

/** Only a line of its own counts: a marker that a member or manager wrote is escaped and never stands at its start. */
export function hasMarker(body: string, marker: string): boolean {
  return body.split(/\r?\n/).some((line) => line.trim() === markerComment(marker));
}

function joinBlocks(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

function renderBlock(block: Exclude<LayoutBlock, QuotesBlock>, hosts: readonly string[], note: Note): string {
  const line = (text: string) => {
    const safe = defuseLine(text);
    note(safe.defused);
    return safe.text;
  };
  switch (block.type) {
    case 'heading':
      return `### ${line(block.text)}`;
    case 'paragraph':
      return line(block.text);
    case 'summary': {
      const safe = defuseMarkdown(block.markdown, { trackerHosts: hosts });
      note(safe.defused);
      return safe.text;
    }
    case 'facts':
      return block.facts.map((fact) => `- **${line(fact.label)}:** ${line(fact.value)}`).join('\n');
    case 'table': {
      const rows = [block.columns, block.columns.map(() => '---'), ...block.rows];
      return rows.map((cells, i) => `| ${cells.map((cell) => (i === 1 ? cell : line(cell))).join(' | ')} |`).join('\n');
    }
    case 'footer':
      return [line(block.text), block.link && renderLink(block.link.text, block.link.url, hosts)]
        .filter(Boolean)
        .join(' ');
  }
}

function renderQuotes(block: QuotesBlock, room: number, hosts: readonly string[]) {
  const head = `_${defuseLine(block.notice).text}_`;
  const all = block.quotes.map((quote) => renderQuote(quote, hosts));
  const ending = (leftOut: number) => renderMore(block, leftOut, hosts);
  // The longest ending possible is set aside first, so that adding a quote never makes the ending overflow.
  const spare = Math.max(ending(0).length, ending(block.quotes.length).length) + 2;
  const chosen: typeof all = [];
  let length = head.length;
  for (const quote of all) {
    if (length + 2 + quote.text.length + spare > room) continue;
    chosen.push(quote);
    length += 2 + quote.text.length;
  }
  const text = joinBlocks([head, ...chosen.map((quote) => quote.text), ending(all.length - chosen.length)]);
  return { text, quoteCount: chosen.length, defused: chosen.flatMap((quote) => quote.defused) };
}

function renderQuote(quote: LayoutQuote, hosts: readonly string[]): { text: string; defused: readonly Defused[] } {
  const words = quoteText(quote.words);
  // The ellipsis stands outside the words, on lines of its own: inside they would no longer be the member's.
  const lines = [quote.isCutBefore ? '> […]\n' : '', words.text, quote.isCutAfter ? '\n> […]' : ''].join('');
  const attribution = defuseLine(quote.attribution);
  const details = [
    attribution.text,
    quote.date,
    quote.isEditedSince ? 'edited since' : null,
    quote.permalink && renderLink('original post', quote.permalink, hosts),
  ];
  return {
    text: `${lines}\n\n— ${details.filter(Boolean).join(' · ')}`,
    defused: [...words.defused, ...attribution.defused],
  };
}

function renderMore(block: QuotesBlock, leftOut: number, hosts: readonly string[]): string {
  const count = block.unquotedCount + leftOut;
  if (count === 0) return '';
  const place = block.more ? renderLink(block.more.text, block.more.url, hosts) : 'Refrain';
  return `_${count} more ${count === 1 ? 'post' : 'posts'} in_ ${place}`;
}

function renderLink(text: string, address: string, hosts: readonly string[]): string | null {
  const url = readWebAddress(address);
  if (url === null) return null;
  if (leavesBacklink(url, hosts)) return `\`${breakCalls(url).replaceAll('`', '%60')}\``;
  return `[${defuseLine(text).text}](<${url.replace(/[<>\\]/g, (sign) => encodeURIComponent(sign))}>)`;
}
