/** Signs of a printed line, about. */
const LINE = 90;
/** A third of a page. */
const LONG_LINES = 16;

/** Whether a quote may be split between two printed pages: keeping it whole would leave too much of a page empty. */
export function isLongQuote(words: string): boolean {
  const lines = words.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return lines > LONG_LINES;
}
