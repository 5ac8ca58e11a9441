import { roundTo } from '#pipelines/numerics/round.ts';
import type { PlacedWord } from './read-words.ts';
import { lengthOf, type WeighedPost } from './weigh-posts.ts';

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
  /** Strongest first. What only a title says has no place in the texts and is not among them. */
  readonly shared: readonly SharedTerm[];
};

/** The posts that a post is most like, with the words that say so. Posts that share no word are left out; of equally near ones the lower id is first. */
export function findLikeness(own: WeighedPost, others: readonly WeighedPost[], count: number): Likeness[] {
  const ownLength = lengthOf(own.weights);
  return others
    .flatMap((other): Likeness[] => {
      const length = ownLength * lengthOf(other.weights);
      if (other.post.id === own.post.id || length === 0) return [];
      const shared: SharedTerm[] = [];
      let similarity = 0;
      for (const [stem, ownWeight] of own.weights) {
        const weight = (ownWeight * (other.weights.get(stem) ?? 0)) / length;
        if (weight === 0) continue;
        similarity += weight;
        const [places, otherPlaces] = [own.places.get(stem), other.places.get(stem)];
        if (!places || !otherPlaces) continue;
        const term = termOf(own.post.text, places);
        shared.push({
          ...{ term, weight: roundTo(weight, 4) },
          ...{ spans: places.map(toSpan), otherSpans: otherPlaces.map(toSpan) },
        });
      }
      shared.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1));
      return shared.length > 0 ? [{ id: other.post.id, similarity: roundTo(Math.min(1, similarity), 4), shared }] : [];
    })
    .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
    .slice(0, count);
}

function toSpan({ start, end }: PlacedWord): Span {
  return [start, end];
}

function termOf(text: string, [first]: readonly PlacedWord[]): string {
  return first ? text.slice(first.start, first.end) : '';
}
