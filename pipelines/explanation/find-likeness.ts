import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { type PlacedWord, readWords } from './read-words.ts';

export type ReadablePost = { readonly id: number; readonly text: string; readonly language: string };
export type Span = readonly [start: number, end: number];
/** A word that stands in both texts. */
export type SharedTerm = {
  /** As the first text writes it. */
  readonly term: string;
  /** Its part in the likeness, 0..1; all of a pair add up to at most 1. */
  readonly weight: number;
  readonly spans: readonly Span[];
  readonly otherSpans: readonly Span[];
};
export type Likeness = {
  readonly id: number;
  /** Cosine of the two posts' TF-IDF rows, 0..1. */
  readonly similarity: number;
  /** Strongest first. */
  readonly shared: readonly SharedTerm[];
};

type Row = { readonly post: ReadablePost; readonly words: ReadonlyMap<string, readonly PlacedWord[]> };

/**
 * The posts that a post is most like, with the words that say so. Words weigh (1 + ln tf) ln((1 + N) / (1 + df)) + 1 by
 * how rare they are among the posts given. Posts that share no word are left out; of equally near ones the lower id is first.
 */
export function findLikeness(post: ReadablePost, others: readonly ReadablePost[], count: number): Likeness[] {
  const own = readRow(post);
  const rows = others.filter(({ id }) => id !== post.id).map(readRow);
  const postCounts = new Map<string, number>();
  for (const { words } of [own, ...rows]) {
    for (const stem of words.keys()) postCounts.set(stem, (postCounts.get(stem) ?? 0) + 1);
  }
  const idf = (stem: string) => naturalLog((2 + rows.length) / (1 + (postCounts.get(stem) ?? 0))) + 1;
  const weigh = (stem: string, places: readonly PlacedWord[]) => (1 + naturalLog(places.length)) * idf(stem);
  const norm = ({ words }: Row) =>
    Math.sqrt([...words].reduce((sum, [stem, places]) => sum + weigh(stem, places) ** 2, 0));
  const ownNorm = norm(own);
  const found = rows.map((row): Likeness => {
    const length = ownNorm * norm(row);
    const shared = [...own.words].flatMap(([stem, places]): SharedTerm[] => {
      const otherPlaces = row.words.get(stem);
      if (!otherPlaces || length === 0) return [];
      return [
        {
          term: termOf(post.text, places),
          weight: (weigh(stem, places) * weigh(stem, otherPlaces)) / length,
          spans: places.map(({ start, end }) => [start, end]),
          otherSpans: otherPlaces.map(({ start, end }) => [start, end]),
        },
      ];
    });
    const similarity = Math.min(
      1,
      shared.reduce((sum, { weight }) => sum + weight, 0),
    );
    shared.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
    return {
      id: row.post.id,
      similarity: roundTo(similarity, 4),
      shared: shared.map((term) => ({ ...term, weight: roundTo(term.weight, 4) })),
    };
  });
  return found
    .filter(({ shared }) => shared.length > 0)
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
    .slice(0, count);
}

function readRow(post: ReadablePost): Row {
  const words = new Map<string, PlacedWord[]>();
  for (const word of readWords(post.text, post.language)) {
    const places = words.get(word.stem);
    if (places) places.push(word);
    else words.set(word.stem, [word]);
  }
  return { post, words };
}

function termOf(text: string, [first]: readonly PlacedWord[]): string {
  return first ? text.slice(first.start, first.end) : '';
}
