import { roundTo } from '#pipelines/numerics/round.ts';
import { lengthOf, type WeighedPost } from './weigh-posts.ts';

export type WordFit = {
  /** Cosine of the post to the mean direction of the cluster's other posts, 0..1. */
  readonly fit: number;
  /** What nine in ten of the cluster's posts reach, measured alike. */
  readonly usualFit: number;
};

/** Of ten posts of a cluster nine fit it at least so well. */
const LEAST_SHARE = 0.1;

/** How well a post fits a cluster by its words, and how well its own posts do. Zero where the cluster has no other post. */
export function measureFit(post: WeighedPost, members: readonly WeighedPost[]): WordFit {
  const others = members.filter(({ post: { id } }) => id !== post.post.id);
  const sum = new Map<string, number>();
  const lengths = new Map(others.map((other) => [other, lengthOf(other.weights)]));
  for (const other of others) {
    for (const [stem, weight] of other.weights) sum.set(stem, (sum.get(stem) ?? 0) + weight / lengths.get(other)!);
  }
  const square = lengthOf(sum) ** 2;
  const own = others.map((other) => {
    const dot = dotOf(other, sum) / (lengths.get(other) || 1);
    // Without the post itself: it is like itself.
    return cosine(dot - 1, square - 2 * dot + 1);
  });
  own.sort((a, b) => a - b);
  return {
    fit: roundTo(cosine(dotOf(post, sum) / (lengthOf(post.weights) || 1), square), 4),
    usualFit: roundTo(own[Math.floor(own.length * LEAST_SHARE)] ?? 0, 4),
  };
}

function dotOf({ weights }: WeighedPost, sum: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [stem, weight] of weights) dot += weight * (sum.get(stem) ?? 0);
  return dot;
}

function cosine(dot: number, square: number): number {
  return square <= 1e-9 ? 0 : Math.min(1, Math.max(0, dot / Math.sqrt(square)));
}
