import { joinText } from '#pipelines/kinds/join-text.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { STOP_WORDS } from '#pipelines/text/stop-words.ts';

/** Seen fewer times than this behind "use", a word is no product's name. */
const FEWEST = 5;
/** And it takes this share of all that people say they use. */
const LEAST_SHARE = 0.12;
const MOST_NAMES = 3;
const NOT_NAMES = new Set([
  ...'any one two more other same both each such which not very many different multiple custom new old diesen diese dieses unsere cette notre questa deze'.split(
    ' ',
  ),
  ...Object.values(STOP_WORDS).flatMap((words) => words.split(/\s+/)),
]);
/** "We use …" in the languages that tellings of use are read in. */
const USED =
  /(?<!\p{L})(?:use|using|used|uses|(?:be)?nutz(?:en?|t)|verwend(?:en?|et)|setz(?:en?|t)|utilis(?:e|ons|ent)|us[oa]|usamos|utilizo|utilizamos|usiamo|utilizzo|utilizziamo|gebruik(?:en)?|använder|используем|использую)\s+(?:(?:das|die|den|unser|le|la|notre|el|o|a|il|lo|de|het|vår)\s+)?([A-Za-z][\w:.-]{2,30}\w)/giu;

/** Many posts say it; these are enough to hear it. */
const MOST_POSTS = 20_000;

/** What a community calls the product: the words it says most often that it uses. Most frequent first, ties by name. */
export function learnProductNames(posts: readonly Pick<EnginePost, 'title' | 'text'>[]): string[] {
  const counts = new Map<string, number>();
  let total = 0;
  for (const number of pickEvenly(posts.length, MOST_POSTS)) {
    for (const [, word] of joinText(posts[number]!).slice(0, 2000).matchAll(USED)) {
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
