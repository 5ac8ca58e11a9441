import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** Writes posts in the numbers that other posts' words and stems have. */
export type TranslateTokens = (tokenised: TokenisedPosts) => TokenisedPosts;

/**
 * @param known posts whose numbers are used; their last stem and their last word stand for all that they lack.
 * @param isSilenced by number of a stem: it is left out, as it was in the known posts.
 */
export function createTranslation(known: TokenisedPosts, isSilenced: (stem: number) => boolean): TranslateTokens {
  const stemOf = numberAll(known.vocabulary);
  const wordOf = numberAll(known.words);
  const [otherStem, otherWord] = [known.vocabulary.length - 1, known.words.length - 1];
  return (posts) => {
    const stems = createGrowingInts(posts.stems.length);
    const wordNumbers = createGrowingInts(posts.stems.length);
    const offsets = new Int32Array(posts.offsets.length);
    const stemNumbers = posts.vocabulary.map((stem) => stemOf.get(stem) ?? otherStem);
    const words = posts.words.map((word) => wordOf.get(word) ?? otherWord);
    for (let post = 0; post + 1 < offsets.length; post += 1) {
      for (let i = posts.offsets[post]!; i < posts.offsets[post + 1]!; i += 1) {
        const stem = posts.stems[i]!;
        const number = stem === BREAK ? BREAK : stemNumbers[stem]!;
        if (number !== BREAK && isSilenced(number)) continue;
        stems.push(number);
        wordNumbers.push(stem === BREAK ? BREAK : words[posts.wordNumbers[i]!]!);
      }
      offsets[post + 1] = stems.count();
    }
    return {
      ...posts,
      ...{ offsets, stems: stems.view(), wordNumbers: wordNumbers.view() },
      silent: posts.silent.map((word) => words[word]!),
      ...{ words: known.words, vocabulary: known.vocabulary },
    };
  };
}

function numberAll(texts: readonly string[]): Map<string, number> {
  return new Map(texts.map((text, number) => [text, number]));
}
