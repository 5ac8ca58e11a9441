import type { EnginePost } from '#pipelines/post.ts';
import { OPENERS } from '#pipelines/text/silence-house-words.ts';
import type { GatheredCluster } from './gather-members.ts';

/** Beside the share of threads' openers among all posts: a cluster with fewer is made of answers. */
const ANSWERS_ONLY = 0.4;
/** So many openers there should have been in it; fewer prove nothing. */
const FEWEST_EXPECTED = 5;

/**
 * The clusters without those that hardly any thread opens with: what people come with is a matter, what is only said once they talk ("we would review
 * a PR", "any update?", "share a screenshot") is not. All of them where a community has no threads with titles.
 */
export function leaveOutTalk(clusters: readonly GatheredCluster[], posts: readonly EnginePost[]): GatheredCluster[] {
  const share = posts.filter(({ title }) => title).length / Math.max(1, posts.length);
  if (share < OPENERS.least || share > OPENERS.most) return [...clusters];
  return clusters.filter(({ postNumbers }) => {
    const expected = postNumbers.length * share;
    const opening = postNumbers.filter((number) => Boolean(posts[number]!.title)).length;
    return expected < FEWEST_EXPECTED || opening >= ANSWERS_ONLY * expected;
  });
}
