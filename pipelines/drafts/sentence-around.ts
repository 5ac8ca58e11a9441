import { type Span, splitSentences } from './find-quotable-span.ts';

/** The sentence that holds a mention; the mention alone where it stands in none (a quoted line, code). */
export function sentenceAround(text: string, { startOffset, endOffset }: Span): Span {
  for (const span of splitSentences(text)) {
    if (span.startOffset <= startOffset && span.endOffset >= endOffset) return span;
  }
  return { startOffset, endOffset };
}
