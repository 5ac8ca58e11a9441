import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { type Mentions, visitMentions } from './read-mentions.ts';
import type { Sentence } from './read-sentences.ts';

/**
 * How members write the stems that they mention: the most frequent way in the given sentences, with its capitals; of a stem
 * that is not in them the most frequent word of the cluster. Of equally frequent ones the first in code order.
 */
export function spellTerms(
  sentences: readonly Sentence[],
  mentions: Mentions,
  { words, vocabulary }: Pick<TokenisedPosts, 'words' | 'vocabulary'>,
): ReadonlyMap<number, string> {
  const written = new Map(
    Array.from(mentions.slotOf.keys(), (stem) => [vocabulary[stem]!, { stem, forms: new Map<string, number>() }]),
  );
  countForms(sentences, written);
  const spelling = new Map<number, string>();
  const missing = new Map<number, Map<string, number>>();
  for (const { stem, forms } of written.values()) {
    const form = mostFrequent(forms);
    if (form === undefined) missing.set(stem, forms);
    else spelling.set(stem, form);
  }
  if (missing.size > 0) countWords(mentions, missing, words);
  for (const [stem, forms] of missing) spelling.set(stem, mostFrequent(forms) ?? vocabulary[stem]!);
  return spelling;
}

function countForms(
  sentences: readonly Sentence[],
  counts: ReadonlyMap<string, { readonly forms: Map<string, number> }>,
): void {
  for (const { words } of sentences) {
    for (const { form, stem } of words) {
      const forms = stem === undefined ? undefined : counts.get(stem)?.forms;
      forms?.set(form, (forms.get(form) ?? 0) + 1);
    }
  }
}

function countWords(
  mentions: Mentions,
  counts: ReadonlyMap<number, Map<string, number>>,
  words: readonly string[],
): void {
  const forms = [...counts.values()];
  visitMentions(mentions, [...counts.keys()], (slot, _, number) => {
    const word = words[number]!;
    forms[slot]!.set(word, (forms[slot]!.get(word) ?? 0) + 1);
  });
}

function mostFrequent(forms: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [form, count] of forms) {
    if (count < most || (count === most && best !== undefined && form > best)) continue;
    best = form;
    most = count;
  }
  return best;
}
