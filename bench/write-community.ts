import { createRandom, type Random } from '#pipelines/numerics/random.ts';
import type { EnginePost } from '#pipelines/post.ts';

const SYLLABLES = 'ba ce di fo gu ha ke li mo nu pa re si to vu wa ye zi bra cle dri flo gru pla ste tri'.split(' ');
const JOINING = 'the a to of and in is it for on with my when this that not but after every again'.split(' ');
const VOCABULARY = 40_000;
const WORDS_PER_MATTER = 24;
const START = Date.UTC(2025, 0, 6);

/**
 * Posts that a machine finds as hard as a community's: words by Zipf's law, matters by Zipf's law too (a few large ones,
 * many small), a fifth of chatter about nothing, lengths from a remark to a report, authors of whom few write much.
 * The same count and seed give the same posts.
 */
export function writeCommunity(count: number, seed = 1): EnginePost[] {
  const random = createRandom(seed);
  const matterCount = Math.max(8, Math.round(Math.sqrt(count) * 1.5));
  const matters = Array.from({ length: matterCount }, () =>
    Array.from({ length: WORDS_PER_MATTER }, () => 200 + random.below(VOCABULARY - 200)),
  );
  return Array.from({ length: count }, (_, index) => {
    const matter = random.next() < 0.2 ? null : matters[drawZipf(random, matterCount)]!;
    return {
      id: `post-${String(index).padStart(7, '0')}`,
      text: writePost(random, matter),
      authorId: `author-${drawZipf(random, Math.max(10, Math.round(count / 4)))}`,
      at: START + index * 60_000,
    };
  });
}

function writePost(random: Random, matter: readonly number[] | null): string {
  // Lengths: most posts are short, some are long.
  const length = 5 + Math.floor(-Math.log(1 - random.next()) * 22);
  const words: string[] = [];
  while (words.length < length) {
    const share = random.next();
    if (share < 0.4) words.push(JOINING[random.below(JOINING.length)]!);
    else if (matter !== null && share < 0.65) words.push(spell(matter[drawZipf(random, matter.length)]!));
    else words.push(spell(drawZipf(random, VOCABULARY)));
    if (random.next() < 0.08) words[words.length - 1] += random.next() < 0.2 ? '?' : '.';
  }
  return `${words.join(' ')}.`;
}

/** A rank below `limit`, with odds of about 1 / rank. */
function drawZipf(random: Random, limit: number): number {
  return Math.min(limit - 1, Math.floor((limit + 1) ** random.next() - 1));
}

/** The word of a number: two to four syllables, always the same. */
function spell(number: number): string {
  let left = number + SYLLABLES.length;
  let word = '';
  while (left > 0) {
    word += SYLLABLES[left % SYLLABLES.length];
    left = Math.floor(left / SYLLABLES.length);
  }
  return word;
}
