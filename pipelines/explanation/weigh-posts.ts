import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import type { MatterOfPost } from './read-matter.ts';

/** A post with the TF-IDF weight of each of its stems. */
export type WeighedPost = MatterOfPost & { readonly weights: ReadonlyMap<string, number> };

/** Stems weigh (1 + ln tf) (ln((1 + N) / (1 + df)) + 1), by how rare they are among the posts given. */
export function weighPosts(posts: readonly MatterOfPost[]): WeighedPost[] {
  const postCounts = new Map<string, number>();
  for (const { counts } of posts) {
    for (const stem of counts.keys()) postCounts.set(stem, (postCounts.get(stem) ?? 0) + 1);
  }
  const idf = (stem: string) => naturalLog((1 + posts.length) / (1 + (postCounts.get(stem) ?? 0))) + 1;
  return posts.map((post) => ({
    ...post,
    weights: new Map([...post.counts].map(([stem, count]) => [stem, (1 + naturalLog(count)) * idf(stem)])),
  }));
}

export function lengthOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return Math.sqrt(sum);
}
