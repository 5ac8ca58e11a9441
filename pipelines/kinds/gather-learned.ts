import type { EnginePost } from '#pipelines/post.ts';
import type { KindCorrection } from './correction.ts';
import { joinText } from './join-text.ts';
import type { LabelledPost } from './parse-seeds.ts';
import type { ThreadPosition } from './read-features.ts';

/** A post that people put right, as the judge learns from it. */
export type LearnedPost = LabelledPost & { readonly postId: string };

/** @returns in the order of the posts. */
export function gatherLearned(
  posts: readonly EnginePost[],
  positions: readonly (ThreadPosition | null)[],
  corrections: readonly KindCorrection[],
): LearnedPost[] {
  if (corrections.length === 0) return [];
  const byPost = new Map<string, KindCorrection[]>();
  for (const correction of corrections) {
    byPost.set(correction.postId, [...(byPost.get(correction.postId) ?? []), correction]);
  }
  return posts.flatMap((post, number) => {
    const own = byPost.get(post.id);
    if (own === undefined) return [];
    return {
      ...{ postId: post.id, text: joinText(post), position: positions[number]!, source: 'corrections' },
      labels: own.filter(({ holds }) => holds).map(({ kind }) => kind),
      judged: own.map(({ kind }) => kind),
    };
  });
}
