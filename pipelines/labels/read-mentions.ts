import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** One cluster by its distinct rows. */
export type ClusterRows = {
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly rows: Int32Array;
  /** Scratch space, one place per stem of the vocabulary, all -1 between visits. */
  readonly slots: Int32Array;
};

/**
 * Goes through all words of a cluster's posts and tells those whose stem is one of `stems`: which of them, the position
 * of the post in `rows`, and the word's number.
 */
export function visitStems(
  { tokenised, folded, rows, slots }: ClusterRows,
  stems: readonly number[],
  visit: (slot: number, position: number, word: number) => void,
): void {
  for (const [slot, stem] of stems.entries()) slots[stem] = slot;
  for (let position = 0; position < rows.length; position += 1) {
    const post = folded.distinct[rows[position]!]!;
    const end = tokenised.offsets[post + 1]!;
    for (let i = tokenised.offsets[post]!; i < end; i += 1) {
      const stem = tokenised.stems[i]!;
      if (stem >= 0 && slots[stem]! >= 0) visit(slots[stem]!, position, tokenised.wordNumbers[i]!);
    }
  }
  for (const stem of stems) slots[stem] = -1;
}
