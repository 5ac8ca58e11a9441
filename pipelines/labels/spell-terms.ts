import type { Sentence } from './read-sentences.ts';
import { type ClusterRows, visitStems } from './visit-stems.ts';

/**
 * How members write stems: the most frequent way in the given sentences, with its capitals; of a stem that is not in
 * them the most frequent word of the cluster. Of equally frequent ones the first in code order.
 */
export function spellTerms(
  sentences: readonly Sentence[],
  cluster: ClusterRows,
  stems: Iterable<number>,
): (stem: number) => string {
  const { vocabulary } = cluster.tokenised;
  const written = countForms(sentences);
  const spelling = new Map<number, string>();
  const missing = new Map<number, Map<string, number>>();
  for (const stem of stems) {
    const forms = written.get(vocabulary[stem]!);
    if (forms === undefined) missing.set(stem, new Map());
    else spelling.set(stem, mostFrequent(forms)!);
  }
  if (missing.size > 0) countWords(cluster, missing);
  for (const [stem, forms] of missing) spelling.set(stem, mostFrequent(forms) ?? vocabulary[stem]!);
  return (stem) => spelling.get(stem) ?? vocabulary[stem]!;
}

function countForms(sentences: readonly Sentence[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { words } of sentences) {
    for (const { form, stem } of words) {
      if (stem === undefined) continue;
      const forms = counts.get(stem);
      if (forms === undefined) counts.set(stem, new Map([[form, 1]]));
      else forms.set(form, (forms.get(form) ?? 0) + 1);
    }
  }
  return counts;
}

function countWords(cluster: ClusterRows, counts: ReadonlyMap<number, Map<string, number>>): void {
  const forms = [...counts.values()];
  visitStems(cluster, [...counts.keys()], (slot, _, number) => {
    const word = cluster.tokenised.words[number]!;
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
