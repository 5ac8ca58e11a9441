import type { ErasedMatter } from './erased-matter.ts';
import { type ErasedSpan, findErased } from './find-erased.ts';

/** What stands where erased words stood. */
export const ERASED_MARK = '[erased at its source]';
/** What stands where an erased name stood. */
const NAMELESS = 'A member';

/** Whether a span goes; words that somebody else wrote as well are theirs and stay. */
export type Chooses = (span: ErasedSpan) => boolean;

export function markOf({ type }: ErasedSpan): string {
  if (type === 'url') return '';
  return type === 'name' ? NAMELESS : ERASED_MARK;
}

/** The text without what was erased; the same text when there is nothing of it. Links lose their address, not their words. */
export function eraseText(text: string, matter: ErasedMatter, chooses: Chooses = () => true): string {
  const spans = findErased(text, matter).filter(chooses);
  if (spans.length === 0) return text;
  let [result, from] = ['', 0];
  for (const span of spans) {
    result += text.slice(from, span.start) + markOf(span);
    from = span.end;
  }
  return (result + text.slice(from)).replace(/\[([^\][\n]*)\]\(<?>?\)/g, '$1');
}

/** The same for every string in a value of JSON; keys stay. */
export function eraseJson(value: unknown, matter: ErasedMatter, chooses: Chooses = () => true): unknown {
  if (typeof value === 'string') return eraseText(value, matter, chooses);
  if (Array.isArray(value)) return value.map((entry) => eraseJson(entry, matter, chooses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, eraseJson(entry, matter, chooses)]));
}
