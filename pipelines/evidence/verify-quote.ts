import type { Quote } from './cut-quote.ts';
import { hashVersion, type PostVersion } from './hash-version.ts';

/**
 * `verbatim`: the words stand in the post as it is today. `edited-since`: they stood in an earlier version that is
 * stored. `erased`: the source deleted the post, so its words may no longer be shown. `broken`: no stored version bears
 * the quote out, or a stored text no longer matches its own hash.
 */
export type QuoteStanding = 'verbatim' | 'edited-since' | 'erased' | 'broken';

export interface QuoteReading {
  readonly standing: QuoteStanding;
  /** The exact words, only where a stored version bears them out. */
  readonly words: string | null;
  /** Whether the version goes on before or after the span: shown as an ellipsis outside the quoted words. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** @param versions all stored versions of the quote's post, newest first; none once the post is erased. */
export function verifyQuote(versions: readonly PostVersion[], quote: Quote): QuoteStanding {
  return readQuote(versions, quote).standing;
}

/** Reads the words of a quote from the version it was cut from, and says how they stand today. */
export function readQuote(versions: readonly PostVersion[], quote: Quote): QuoteReading {
  if (versions.length === 0) return unreadable('erased');
  const index = versions.findIndex((version) => version.contentHash === quote.contentHash);
  const version = versions[index];
  if (!version || hashVersion(version) !== quote.contentHash) return unreadable('broken');

  const { text } = version;
  const { startOffset, endOffset } = quote;
  // Only the range is held here: what counts as one character may change with the Unicode version of a later Node.
  if (startOffset < 0 || startOffset >= endOffset || endOffset > text.length) return unreadable('broken');
  return {
    standing: index === 0 ? 'verbatim' : 'edited-since',
    words: text.slice(startOffset, endOffset),
    isCutBefore: text.slice(0, startOffset).trim() !== '',
    isCutAfter: text.slice(endOffset).trim() !== '',
  };
}

function unreadable(standing: 'erased' | 'broken'): QuoteReading {
  return { standing, words: null, isCutBefore: false, isCutAfter: false };
}
