import type { EnginePost } from '#pipelines/post.ts';
import { createStemLister } from '#pipelines/text/list-stems.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

const MAX_EXEMPLARS = 5;
const POOL = 60;
/** How much a repeated word, against a central place, counts when the next exemplar is chosen. */
const VARIETY = 0.35;
/** A post of fewer words with content is near the middle because it says little else: "I would use the API for this". */
const TELLING_STEMS = 6;
const UNTOLD = 0.2;
/** A quote can be read at a glance within these lengths. */
const EASY_LENGTH = { least: 25, most: 700 } as const;

/** What is asked of posts that may be exemplars; `likeness` to those that are chosen already. */
type Candidate = {
  readonly number: number;
  readonly stems: Int32Array;
  readonly fit: number;
  readonly author: string | null;
  likeness: number;
};

/**
 * Picks up to five posts that show a cluster: the most central one, then those that are central and unlike the ones chosen
 * (maximal marginal relevance; Carbonell and Goldstein 1998), other authors first.
 * `numbers` are post numbers, most central first, with `scores` beside them.
 */
export function createExemplarPicker(
  posts: readonly EnginePost[],
  tokenised: TokenisedPosts,
): (numbers: readonly number[], scores: readonly number[]) => number[] {
  const listStems = createStemLister(tokenised);
  const isSaid = new Uint8Array(tokenised.vocabulary.length);
  return (numbers, scores) => {
    const pool = numbers.slice(0, POOL).map((number, index): Candidate => {
      const stems = listStems(number).slice();
      const untold = Math.max(0, 1 - stems.length / TELLING_STEMS) * UNTOLD;
      const fit = scores[index]! - (isEasy(posts[number]!) ? 0 : 0.3) - untold;
      return { number, stems, fit, author: posts[number]!.authorId ?? null, likeness: 0 };
    });
    const chosen: Candidate[] = [];
    while (chosen.length < MAX_EXEMPLARS && pool.length > 0) {
      const [next] = pool.splice(findBest(pool, chosen), 1);
      if (next === undefined) break;
      chosen.push(next);
      for (const stem of next.stems) isSaid[stem] = 1;
      for (const candidate of pool) candidate.likeness = Math.max(candidate.likeness, overlap(candidate.stems, next));
      for (const stem of next.stems) isSaid[stem] = 0;
    }
    return chosen.map(({ number }) => number);
  };

  /** Jaccard similarity to the stems of a post that are marked. */
  function overlap(stems: Int32Array, { stems: said }: Candidate): number {
    let common = 0;
    for (let i = 0; i < stems.length; i += 1) common += isSaid[stems[i]!]!;
    const union = stems.length + said.length - common;
    return union === 0 ? 1 : common / union;
  }
}

function findBest(pool: readonly Candidate[], chosen: readonly Candidate[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, { author, fit, likeness }] of pool.entries()) {
    const sameAuthor = author !== null && chosen.some((other) => other.author === author) ? 0.2 : 0;
    const value = fit - VARIETY * likeness - sameAuthor;
    if (value > most) {
      best = index;
      most = value;
    }
  }
  return best;
}

function isEasy({ text }: EnginePost): boolean {
  return text.length >= EASY_LENGTH.least && text.length <= EASY_LENGTH.most;
}
