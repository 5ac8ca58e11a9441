import type { StemsOfPosts } from './count-posts.ts';
import { BREAK } from './tokenise.ts';

/** The different stems of a numbered post, in the order in which they are said; valid until the next call. */
export function createStemLister({ offsets, stems, vocabulary }: StemsOfPosts): (post: number) => Int32Array {
  const last = new Int32Array(vocabulary.length);
  const said = new Int32Array(vocabulary.length);
  let visit = 0;
  return (post) => {
    visit += 1;
    let count = 0;
    const end = offsets[post + 1]!;
    for (let i = offsets[post]!; i < end; i += 1) {
      const stem = stems[i]!;
      if (stem === BREAK || last[stem] === visit) continue;
      last[stem] = visit;
      said[count] = stem;
      count += 1;
    }
    return said.subarray(0, count);
  };
}
