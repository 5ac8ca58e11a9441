import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** Where the distinct posts of a cluster say some stems, in the order of the posts and of their texts. */
export type Mentions = {
  readonly rowCount: number;
  /** For each stem its slot: 0, 1, ... */
  readonly slotOf: ReadonlyMap<number, number>;
  /** Three beside one another for each mention: the slot of its stem, the position of its post, the number of the word. */
  readonly found: Int32Array;
};

/** Reads the posts of a cluster, given by its distinct rows, once for all that is asked of its stems. Valid until the next call. */
export function createMentionReader(
  tokenised: TokenisedPosts,
  folded: Pick<FoldedPosts, 'distinct'>,
): (rows: Int32Array, stems: Iterable<number>) => Mentions {
  // One place per stem of the vocabulary, all -1 between calls.
  const slots = new Int32Array(tokenised.vocabulary.length).fill(-1);
  let room = new Int32Array(0);
  return (rows, stems) => {
    const slotOf = new Map(Array.from(stems, (stem, slot) => [stem, slot]));
    for (const [stem, slot] of slotOf) slots[stem] = slot;
    const most = 3 * countTokens(rows);
    if (room.length < most) room = new Int32Array(most);
    const found = room;
    let count = 0;
    for (let position = 0; position < rows.length; position += 1) {
      const post = folded.distinct[rows[position]!]!;
      const end = tokenised.offsets[post + 1]!;
      for (let i = tokenised.offsets[post]!; i < end; i += 1) {
        const stem = tokenised.stems[i]!;
        if (stem < 0 || slots[stem]! < 0) continue;
        found[count] = slots[stem]!;
        found[count + 1] = position;
        found[count + 2] = tokenised.wordNumbers[i]!;
        count += 3;
      }
    }
    for (const stem of slotOf.keys()) slots[stem] = -1;
    return { rowCount: rows.length, slotOf, found: found.subarray(0, count) };
  };

  function countTokens(rows: Int32Array): number {
    let count = 0;
    for (const row of rows) {
      const post = folded.distinct[row]!;
      count += tokenised.offsets[post + 1]! - tokenised.offsets[post]!;
    }
    return count;
  }
}

/** Tells the mentions of some of the stems: which of these, the position of the post among the cluster's, and the word's number. */
export function visitMentions(
  { slotOf, found }: Mentions,
  stems: readonly number[],
  visit: (wanted: number, position: number, word: number) => void,
): void {
  const wantedOf = new Int32Array(slotOf.size).fill(-1);
  for (const [wanted, stem] of stems.entries()) wantedOf[slotOf.get(stem)!] = wanted;
  for (let i = 0; i < found.length; i += 3) {
    const wanted = wantedOf[found[i]!]!;
    if (wanted >= 0) visit(wanted, found[i + 1]!, found[i + 2]!);
  }
}
