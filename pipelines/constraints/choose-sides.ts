import type { EnginePost } from '#pipelines/post.ts';
import { countLines } from '#pipelines/text/find-repeated-lines.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { createTermRows, type TermRows, weighTerms } from '#pipelines/vectors/weigh-terms.ts';

/**
 * For each post the side that it reads most like: the largest cosine similarity to the mean of a side's TF-IDF rows. Of
 * equally near sides, and for posts that share no word with any, the first.
 * @param sides the posts of each, at least one.
 * @returns positions in `sides`, in the order of `posts`.
 */
export function chooseSides(posts: readonly EnginePost[], sides: readonly (readonly EnginePost[])[]): number[] {
  const all = [...posts, ...sides.flat()];
  const tokenised = tokenisePosts(all, countLines(all.map(({ text }) => text)));
  const folded = foldDuplicates(tokenised, all.length);
  const rows = createTermRows(tokenised, folded.distinct, weighTerms(tokenised, folded));
  let start = posts.length;
  const centroids = sides.map(({ length }) => {
    const centroid = sumRows(rows, start, start + length);
    start += length;
    return centroid;
  });
  return posts.map((_, row) => {
    let best = 0;
    let most = 0;
    for (const [side, centroid] of centroids.entries()) {
      let likeness = 0;
      for (let i = rows.offsets[row] ?? 0; i < (rows.offsets[row + 1] ?? 0); i += 1) {
        likeness += (rows.weights[i] ?? 0) * (centroid[rows.terms[i] ?? 0] ?? 0);
      }
      if (likeness > most + 1e-9) {
        most = likeness;
        best = side;
      }
    }
    return best;
  });
}

/** Unit-length sum of rows. */
function sumRows(rows: TermRows, from: number, to: number): Float64Array {
  const sum = new Float64Array(rows.termCount);
  for (let i = rows.offsets[from] ?? 0; i < (rows.offsets[to] ?? 0); i += 1) {
    const term = rows.terms[i] ?? 0;
    sum[term] = (sum[term] ?? 0) + (rows.weights[i] ?? 0);
  }
  const norm = Math.sqrt(sum.reduce((square, value) => square + value * value, 0));
  return norm === 0 ? sum : sum.map((value) => value / norm);
}
