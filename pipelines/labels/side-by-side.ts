import type { Sentence } from './read-sentences.ts';

/** The content stems of each sentence, in order; the same ones once. */
export function listContent(sentences: readonly Sentence[]): string[][] {
  const said = new Map<string, string[]>();
  for (const { words } of sentences) {
    const stems = words.flatMap(({ stem }) => stem ?? []);
    said.set(stems.join(' '), stems);
  }
  return [...said.values()];
}

/** Whether the words stand side by side, in any order. */
export function saysTogether(stems: readonly string[], together: readonly string[]): boolean {
  return stems.some((_, i) => together.every((stem) => stems.slice(i, i + together.length).includes(stem)));
}
