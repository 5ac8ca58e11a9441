import { replaceQuotes } from '#pipelines/text/find-quotes.ts';

/** UTF-16 code units into the text; `endOffset` is exclusive. */
export type Span = { readonly startOffset: number; readonly endOffset: number };

const SHORTEST = 25;
const LONGEST = 320;
/** What people like to read in a report: a full sentence, not a paragraph. */
const IDEAL = 140;

/**
 * The sentence of a post that says most about a matter: the one with most of its terms, of a length that reads well.
 * Never words of somebody else (quoted lines), nor code or bare links. Null when no sentence would do.
 */
export function findQuotableSpan(text: string, terms: readonly string[]): Span | null {
  const words = terms.map((term) => term.toLowerCase());
  let best: { span: Span; score: number } | null = null;
  for (const span of splitSentences(text)) {
    const length = span.endOffset - span.startOffset;
    if (length < SHORTEST || length > LONGEST) continue;
    const sentence = text.slice(span.startOffset, span.endOffset).toLowerCase();
    if (!/\p{L}.*\s.*\p{L}/su.test(sentence.replace(/https?:\S+/g, ''))) continue;
    const hits = words.filter((word) => sentence.includes(word)).length;
    const score = hits - Math.abs(length - IDEAL) / LONGEST;
    if (!best || score > best.score) best = { span, score };
  }
  return best?.span ?? wholeIfShort(text);
}

/** Sentences of the lines that are the author's own prose, with surrounding space left out. */
export function* splitSentences(text: string): Generator<Span> {
  let isCode = false;
  for (const line of blankQuotes(text).matchAll(/[^\n]+/g)) {
    const isFence = /^\s*(```|~~~)/.test(line[0]);
    if (isFence) isCode = !isCode;
    if (isFence || isCode || /^\s*(>|&gt;)/.test(line[0])) continue;
    // A sentence ends at its mark before a space, or with the line; closing marks stay with it.
    for (const part of line[0].matchAll(/\S.*?(?:[.!?…。！？]+["'”’)\]]*(?=\s|$)|$)/gsu)) {
      const sentence = part[0].trimEnd();
      const startOffset = line.index + part.index;
      if (sentence !== '') yield { startOffset, endOffset: startOffset + sentence.length };
    }
  }
}

function wholeIfShort(text: string): Span | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST || blankQuotes(trimmed) !== trimmed) return null;
  if (/^\s*(>|&gt;|```|~~~)/m.test(trimmed)) return null;
  const startOffset = text.indexOf(trimmed);
  return { startOffset, endOffset: startOffset + trimmed.length };
}

/** As long as before, so that places stay what they are. */
function blankQuotes(text: string): string {
  return replaceQuotes(text, (quote) => quote.replace(/[^\n]/g, ' '));
}
