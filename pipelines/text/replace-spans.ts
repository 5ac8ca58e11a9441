/** A part of a text: `text.slice(start, end)`. */
export type Span = { readonly start: number; readonly end: number };

/** The text with some parts of it, in order and apart, replaced by what `replace` makes of each. */
export function replaceSpans(text: string, spans: readonly Span[], replace: (part: string) => string): string {
  if (spans.length === 0) return text;
  let kept = '';
  let keptTo = 0;
  for (const { start, end } of spans) {
    kept += text.slice(keptTo, start) + replace(text.slice(start, end));
    keptTo = end;
  }
  return kept + text.slice(keptTo);
}
