import { createRandom } from '#pipelines/numerics/random.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Topics of a community, each with words that its matters have in common. */
export const TOPICS = [
  ['export', 'spreadsheet', 'download'],
  ['login', 'password', 'session'],
  ['chart', 'axis', 'legend'],
  ['billing', 'invoice', 'refund'],
  ['phone', 'notification', 'battery'],
] as const;
const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu'] as const;

/** Posts about six matters of each topic, `perMatter` of each; a post's thread says its topic. */
export function writeTopics(perMatter = 8): EnginePost[] {
  const random = createRandom(11);
  const word = () => Array.from({ length: 4 }, () => SYLLABLES[random.below(SYLLABLES.length)]).join('');
  return TOPICS.flatMap((common, topic) =>
    Array.from({ length: 6 }, (_, matter) => {
      const own = Array.from({ length: 6 }, word);
      return Array.from({ length: perMatter }, (_, i): EnginePost => {
        const words = [...own.filter((_, w) => w !== i % own.length), ...common.filter((_, w) => w !== i % 3)];
        return {
          id: `post-${topic}-${matter}-${i}`,
          text: words.sort(() => random.next() - 0.5).join(' '),
          authorId: `author-${(topic * 7 + matter * 3 + i) % 41}`,
          at: Date.UTC(2024, 0, 1 + i),
          thread: `topic-${topic}`,
        };
      });
    }).flat(),
  );
}
