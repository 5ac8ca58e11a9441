import { countMore } from './count-more.ts';
import { defuseMarkdown } from './defuse-markdown.ts';
import { breakCalls, defuseLine, quoteText } from './defuse-text.ts';
import type { Defused } from './defused.ts';
import { drawBar } from './draw-bar.ts';
import { fitQuotes } from './fit-quotes.ts';
import { fitTitle } from './fit-title.ts';
import { leavesBacklink, readWebAddress } from './permalink.ts';
import type { LayoutBlock, LayoutCell, LayoutQuote, QuotesBlock, ReportLayout } from './report-layout.ts';

/** GitHub refuses more than 65,536 characters; the rest is room for a later note on new evidence. */
export const BODY_LIMIT = 60_000;

export interface RenderOptions {
  /** Stands last in the body, invisible to readers: how an issue whose answer was lost is found again. */
  readonly marker?: string;
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
  const ending = options.marker === undefined ? '' : markerComment(options.marker);

  // Everything but the quotes is fixed: they share what room it leaves, whole ones only, in the manager's order.
  const drawn = layout.blocks.map((block) =>
    block.type === 'quotes' ? drawQuotes(block, trackerHosts) : renderBlock(block, trackerHosts, note),
  );
  const evidence = drawn.filter((part) => typeof part !== 'string');
  const fixed = joinBlocks([...drawn.map((part) => (typeof part === 'string' ? part : part.frame)), ending]);
  const room = limit - fixed.length;
  if (room < 0) return { ok: false, fault: 'too-long', excess: -room };
  const chosen = fitQuotes(
    evidence.map(({ quotes }) => quotes.map(({ text }) => text.length + 2)),
    room,
  );
  for (const [i, part] of evidence.entries()) note((chosen[i] ?? []).flatMap((n) => part.quotes[n]?.defused ?? []));
  const body = joinBlocks([
    ...drawn.map((part) => (typeof part === 'string' ? part : part.write(chosen[evidence.indexOf(part)] ?? []))),
    ending,
  ]);
  const quoteCount = chosen.flat().length;
  const leftOutCount = evidence.flatMap(({ quotes }) => quotes).length - quoteCount;
  return { ok: true, issue: { title: title.text, body, defused, quoteCount, leftOutCount } };
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
      return block.facts
        .map(({ label, value, link }) => {
          const list = link ? ` (${renderLink(link.text, link.url, hosts) ?? line(link.text)})` : '';
          return `- **${line(label)}:** ${line(value)}${list}`;
        })
        .join('\n');
    case 'table': {
      const cell = (value: LayoutCell) =>
        typeof value === 'string' ? line(value) : (renderLink(value.text, value.url, hosts) ?? line(value.text));
      return writeTable(
        block.columns.map(line),
        block.rows.map((cells) => cells.map(cell)),
      );
    }
    case 'chart': {
      const rows = block.points.map(({ label, value }) => [line(label), String(value), drawBar(value, block)]);
      return `_${line(block.caption)}_\n\n${writeTable([...block.columns.map(line), ''], rows)}`;
    }
    case 'footer':
      return [line(block.text), block.link && renderLink(block.link.text, block.link.url, hosts)]
        .filter(Boolean)
        .join(' ');
  }
}

function writeTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function drawQuotes(block: QuotesBlock, hosts: readonly string[]) {
  const head = block.notice === '' ? '' : `_${defuseLine(block.notice).text}_`;
  const quotes = block.quotes.map((quote) => renderQuote(quote, hosts));
  const ending = (leftOut: number) => renderMore(block, leftOut, hosts);
  // The longest ending possible is set aside first, so that adding a quote never makes the ending overflow.
  const longest = [ending(0), ending(quotes.length)].sort((a, b) => b.length - a.length)[0] ?? '';
  return {
    quotes,
    frame: joinBlocks([head, longest]),
    write: (chosen: readonly number[]) =>
      joinBlocks([head, ...chosen.map((n) => quotes[n]?.text ?? ''), ending(quotes.length - chosen.length)]),
  };
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
    quote.warning ? `**${defuseLine(quote.warning).text}**` : null,
    quote.permalink && renderLink('original post', quote.permalink, hosts),
  ];
  return {
    text: `${lines}\n\n— ${details.filter(Boolean).join(' · ')}`,
    defused: [...words.defused, ...attribution.defused],
  };
}

function renderMore(block: QuotesBlock, leftOut: number, hosts: readonly string[]): string {
  const words = countMore(block, leftOut);
  if (words === null) return '';
  const place = block.more ? renderLink(block.more.text, block.more.url, hosts) : 'Refrain';
  return `_${words} in_ ${place}`;
}

function renderLink(text: string, address: string, hosts: readonly string[]): string | null {
  const url = readWebAddress(address);
  if (url === null) return null;
  if (leavesBacklink(url, hosts)) return `\`${breakCalls(url).replaceAll('`', '%60')}\``;
  return `[${defuseLine(text).text}](<${url.replace(/[<>\\|]/g, (sign) => encodeURIComponent(sign))}>)`;
}
