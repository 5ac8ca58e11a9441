import { type Defused, type DefusedText, ZERO_WIDTH_SPACE } from './defused.ts';
import { findLiveSpans } from './find-live-spans.ts';
import { stripHidden } from './strip-hidden.ts';

/**
 * Turns plain text written by strangers into Markdown that shows the same words and does nothing: no mention, no
 * reference, no closing keyword, no link, image or HTML. Blockquoted, because a line that starts with `> ` is no
 * command to any bot.
 */
export function quoteText(text: string): DefusedText {
  const { lines, defused } = defuseLines(text);
  return { text: lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n'), defused };
}

/** The same for text that has to stay on one line: a heading, a list item, a cell of a table. */
export function defuseLine(text: string): DefusedText {
  const { lines, defused } = defuseLines(text.replace(/\s+/gu, ' ').trim());
  return { text: lines.join(' '), defused };
}

function defuseLines(text: string): { lines: readonly string[]; defused: readonly Defused[] } {
  const visible = stripHidden(text);
  const defused: Defused[] = [...visible.defused, ...findMarkup(visible.text)];
  // Two dollar signs in one paragraph are a formula to GitHub; one is a price.
  const hasFormula = visible.text.indexOf('$') !== visible.text.lastIndexOf('$');
  const trimmed = visible.text.replace(/^(?:[ \t]*\n)+|\s+$/g, '').replace(/\n(?:[ \t]*\n){2,}/g, '\n\n');
  const lines = trimmed.split('\n').map((line) => {
    if (/^\s*\/[A-Za-z]/.test(line)) defused.push({ kind: 'command', text: line.trim().slice(0, 80) });
    return defuseOneLine(line, hasFormula, defused);
  });
  return { lines, defused };
}

function defuseOneLine(line: string, hasFormula: boolean, defused: Defused[]): string {
  const content = line.trimEnd();
  let markdown = '';
  let end = 0;
  for (const span of findLiveSpans(content)) {
    markdown += escapeMarkdown(content.slice(end, span.index), end === 0, hasFormula);
    markdown += span.form === 'code' ? `\`${breakCalls(span.text)}\`` : `${span.text}${ZERO_WIDTH_SPACE}`;
    end = span.index + span.text.length;
    if (span.kind) defused.push({ kind: span.kind, text: span.excerpt });
  }
  return markdown + escapeMarkdown(content.slice(end), end === 0, hasFormula);
}

/** Inside code nothing pings on the web, but a reply by e-mail carries the body as plain text. */
export function breakCalls(code: string): string {
  return code
    .replace(/(?<![0-9A-Za-z_])([@#])(?=[\p{L}\p{N}_])/gu, `$1${ZERO_WIDTH_SPACE}`)
    .replace(
      /(github\.[^/]*\/)(?=.*\/(?:issues|pull|pulls|commit|commits|compare|discussions)(?:\/|$))/i,
      `$1${ZERO_WIDTH_SPACE}`,
    );
}

function escapeMarkdown(text: string, isLineStart: boolean, hasFormula: boolean): string {
  const escaped = text
    .replace(/[\\`*_[\]~|]/g, '\\$&')
    .replace(/&(?=[#\w])/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  const priced = hasFormula ? escaped.replaceAll('$', '&dollar;') : escaped;
  return isLineStart ? escapeLineStart(priced) : priced;
}

/** What only means something at the start of a line: headings, lists, rules, underlines, table rows, indented code. */
function escapeLineStart(text: string): string {
  const indented = text.replace(/^[ \t]+/, (space) =>
    '\u00A0'.repeat(Math.min(8, space.replaceAll('\t', '    ').length)),
  );
  return indented
    .replace(/^(\u00A0*)(#{1,6}(?=[ \t]|$)|[-+](?=[ \t-]|$)|=+(?=[ \t=]*$)|:(?=-))/, '$1\\$2')
    .replace(/^(\u00A0*\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2');
}

function findMarkup(text: string): Defused[] {
  const images = text.matchAll(/!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?/g);
  const tags = text.matchAll(/<(?:!--[\s\S]{0,2000}?(?:-->|$)|\/?[A-Za-z][^<>]{0,500}>)/g);
  return [
    ...[...images].map((match) => ({ kind: 'image' as const, text: shorten(match[0]) })),
    ...[...tags]
      .filter((match) => !/^<(?:https?:|mailto:|@|#|:)/i.test(match[0]))
      .map((match) => ({ kind: 'html' as const, text: shorten(match[0]) })),
  ];
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
