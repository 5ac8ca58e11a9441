import type { EnginePost } from '#pipelines/post.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';

const MAX_EXEMPLARS = 5;
const POOL = 60;
/** How much a repeated word, against a central place, counts when the next exemplar is chosen. */
const VARIETY = 0.35;
/** A post of fewer words with content is near the middle because it says little else: "I would use the API for this". */
const TELLING_STEMS = 6;
const UNTOLD = 0.2;
/** A quote can be read at a glance within these lengths. */
const EASY_LENGTH = { least: 25, most: 700 } as const;

/**
 * Up to five posts that show a cluster: the most central one, then those that are central and unlike the ones chosen
 * (maximal marginal relevance; Carbonell and Goldstein 1998), other authors first.
 * `numbers` are post numbers, most central first, with `scores` beside them.
 */
export function pickExemplars(
  posts: readonly EnginePost[],
  tokenised: TokenisedPosts,
  numbers: readonly number[],
  scores: readonly number[],
): number[] {
  const pool = numbers.slice(0, POOL).map((number, index) => {
    const stems = new Set(stemsOf(tokenised, number));
    stems.delete(BREAK);
    const untold = Math.max(0, 1 - stems.size / TELLING_STEMS) * UNTOLD;
    const fit = scores[index]! - (isEasy(posts[number]!) ? 0 : 0.3) - untold;
    return { number, stems, fit, author: posts[number]!.authorId ?? null, likeness: 0 };
  });
  const chosen: typeof pool = [];
  while (chosen.length < MAX_EXEMPLARS && pool.length > 0) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (const [index, candidate] of pool.entries()) {
      const sameAuthor =
        candidate.author !== null && chosen.some((other) => other.author === candidate.author) ? 0.2 : 0;
      const value = candidate.fit - VARIETY * candidate.likeness - sameAuthor;
      if (value > most) {
        best = index;
        most = value;
      }
    }
    const [next] = pool.splice(best, 1);
    if (next === undefined) break;
    chosen.push(next);
    for (const candidate of pool)
      candidate.likeness = Math.max(candidate.likeness, overlap(candidate.stems, next.stems));
  }
  return chosen.map(({ number }) => number);
}

function isEasy({ text }: EnginePost): boolean {
  return text.length >= EASY_LENGTH.least && text.length <= EASY_LENGTH.most;
}

/** Jaccard similarity of two sets. */
function overlap(left: ReadonlySet<number>, right: ReadonlySet<number>): number {
  let common = 0;
  for (const stem of left) if (right.has(stem)) common += 1;
  const union = left.size + right.size - common;
  return union === 0 ? 1 : common / union;
}
