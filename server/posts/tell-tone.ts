import { HEATED, tellHeat } from '#pipelines/heat/tell-heat.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { findSeverity, SEVERITIES, type Severity } from '#pipelines/mentions/find-severity.ts';
import type { Mention } from '#pipelines/mentions/mention.ts';

/** How a post stands to its matter: signs with the words that gave them away. For readers, never a verdict. */
export type PostTone = {
  /** The gravest first. */
  readonly severities: readonly { readonly name: Severity; readonly words: readonly string[] }[];
  /** Null: the post is civil. */
  readonly heat: {
    readonly score: number;
    readonly signs: readonly { readonly name: string; readonly words: readonly string[] }[];
  } | null;
};

/** Signs that are shown of each; more of the same say no more. */
const MOST_WORDS = 3;
const LONGEST = 80;

/** Null: nothing is to be said of the post. */
export function tellTone({ title, text }: { title: string | null; text: string }): PostTone | null {
  const whole = joinText({ title, text });
  const severe = findSeverity(whole);
  const { score, signs } = tellHeat(whole);
  const severities = SEVERITIES.flatMap((name) => {
    const words = wordsOf(whole, severe, name);
    return words.length > 0 ? [{ name, words }] : [];
  });
  const names = [...new Set(signs.map(({ name }) => name))];
  const heat =
    score >= HEATED ? { score, signs: names.map((name) => ({ name, words: wordsOf(whole, signs, name) })) } : null;
  return severities.length === 0 && heat === null ? null : { severities, heat };
}

function wordsOf(text: string, mentions: readonly Mention[], wanted: string): string[] {
  const own = mentions.filter(({ name }) => name === wanted);
  const words = own.map(({ startOffset, endOffset }) =>
    text.slice(startOffset, Math.min(endOffset, startOffset + LONGEST)),
  );
  return [...new Set(words)].slice(0, MOST_WORDS);
}
