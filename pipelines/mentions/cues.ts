import type { Mention } from './mention.ts';
import { ownWords } from './own-words.ts';

/** What gives a signal away, and the words before it that turn it into its opposite. */
export interface Cue<Name extends string> {
  readonly name: Name;
  readonly pattern: RegExp;
}

const DENIED =
  /\b(?:no|not|never|without|any|isn['’]?t|wasn['’]?t|hardly|don['’]?t|didn['’]?t|doesn['’]?t)(?: \w+)?[ \t]$/i;

/** Cues of the author's own prose, in the order of the text; those that a word before denies are left out. */
export function findCues<Name extends string>(text: string, cues: readonly Cue<Name>[]): (Mention & { name: Name })[] {
  const words = ownWords(text);
  return cues
    .flatMap(({ name, pattern }) =>
      [...words.matchAll(pattern)]
        .filter((match) => !DENIED.test(words.slice(Math.max(0, match.index - 24), match.index)))
        .map((match) => ({ name, startOffset: match.index, endOffset: match.index + match[0].length })),
    )
    .sort((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset);
}
