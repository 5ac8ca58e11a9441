import type { Matrix } from '#pipelines/kernels/create-arena.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { normalise } from './hash-terms.ts';
import { silentWordsOf } from './weigh-terms.ts';
import type { WordVectors } from './word-vectors.ts';

/** With fewer of its words known, a post's meaning would be that of its least telling words. */
const MIN_KNOWN_SHARE = 0.5;

/**
 * The semantic view: the sum of sqrt(tf) times the vector of each known word, function words too, less the mean of all posts, scaled to
 * length `scale`, in `width` columns from `column` on. The mean is that of the first `learnFrom` rows: what every post
 * of a community says tells none of them apart. Rows in other languages or of unknown words stay zero there.
 *
 * @returns 1 for each row that has the view.
 */
export function embedWords(
  tokenised: TokenisedPosts,
  folded: FoldedPosts,
  learnFrom: number,
  vectors: WordVectors,
  target: { readonly matrix: Matrix; readonly column: number; readonly scale: number },
): Uint8Array {
  const { matrix, column, scale } = target;
  const { width } = vectors;
  const rowOfWord = Int32Array.from(tokenised.words, (word) => vectors.rowOf.get(word) ?? -1);
  const hasView = new Uint8Array(matrix.rowCount);
  const sum = new Float64Array(width);
  const mean = new Float64Array(width);
  const counts = new Map<number, number>();
  let meanOf = 0;
  for (let row = 0; row < matrix.rowCount; row += 1) {
    const post = folded.distinct[row]!;
    counts.clear();
    let wordCount = 0;
    let knownCount = 0;
    for (let i = tokenised.offsets[post]!; i < tokenised.offsets[post + 1]!; i += 1) {
      if (tokenised.stems[i] === BREAK) continue;
      const known = rowOfWord[tokenised.wordNumbers[i]!]!;
      wordCount += 1;
      if (known < 0) continue;
      knownCount += 1;
      counts.set(known, (counts.get(known) ?? 0) + 1);
    }
    if (tokenised.languages[post] !== vectors.language || knownCount === 0 || knownCount < wordCount * MIN_KNOWN_SHARE)
      continue;
    hasView[row] = 1;
    for (const word of silentWordsOf(tokenised, post)) {
      const known = rowOfWord[word]!;
      if (known >= 0) counts.set(known, (counts.get(known) ?? 0) + 1);
    }
    sum.fill(0);
    for (const [word, count] of counts) vectors.addTo(word, Math.sqrt(count), sum, 0);
    let square = 0;
    for (const value of sum) square += value * value;
    const factor = square > 0 ? 1 / Math.sqrt(square) : 0;
    const start = row * matrix.width + column;
    for (let d = 0; d < width; d += 1) {
      matrix.values[start + d] = sum[d]! * factor;
      if (row < learnFrom) mean[d]! += sum[d]! * factor;
    }
    if (row < learnFrom) meanOf += 1;
  }
  for (let row = 0; row < matrix.rowCount; row += 1) {
    if (hasView[row] === 0) continue;
    const start = row * matrix.width + column;
    const values = matrix.values.subarray(start, start + width);
    for (let d = 0; d < width; d += 1) values[d]! -= mean[d]! / Math.max(1, meanOf);
    normalise(values, scale);
  }
  return hasView;
}
