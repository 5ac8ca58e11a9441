import { compareText } from '#pipelines/numerics/compare-text.ts';

/** Seen fewer times than this behind "use", a word is no product's name. */
const FEWEST = 5;
/** And it takes this share of all that people say they use. */
const LEAST_SHARE = 0.12;
const MOST_NAMES = 3;
const NOT_NAMES = new Set(
  'the a an it this that these those them to for in on my our your his her their all any some one two more other same both each such what which with and or as at by up out of only just also now not very so when if is are was be been many different multiple same custom new old two these'.split(
    ' ',
  ),
);

/** What a community calls the product: the words it says most often that it uses. Most frequent first, ties by name. */
export function learnProductNames(texts: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    for (const [, word] of text.slice(0, 2000).matchAll(/\b(?:use|using|used|uses)\s+([A-Za-z][\w:.-]{2,30}\w)/g)) {
      const name = word!.toLowerCase();
      if (NOT_NAMES.has(name)) continue;
      total += 1;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST && count / total >= LEAST_SHARE)
    .sort(([a, x], [b, y]) => y - x || compareText(a, b))
    .slice(0, MOST_NAMES)
    .map(([name]) => name);
}
