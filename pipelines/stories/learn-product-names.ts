import { joinText } from '#pipelines/kinds/join-text.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import type { EnginePost } from '#pipelines/post.ts';

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

/** Many posts say it; these are enough to hear it. */
const MOST_POSTS = 20_000;

/** What a community calls the product: the words it says most often that it uses. Most frequent first, ties by name. */
export function learnProductNames(posts: readonly Pick<EnginePost, 'title' | 'text'>[]): string[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const number of pickEvenly(posts.length, MOST_POSTS)) {
    for (const [, word] of joinText(posts[number]!)
      .slice(0, 2000)
      .matchAll(/\b(?:use|using|used|uses)\s+([A-Za-z][\w:.-]{2,30}\w)/g)) {
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
