import type { EnginePost } from '#pipelines/post.ts';
import { countOpeners } from '#pipelines/threads/count-openers.ts';
import type { GatheredCluster } from './gather-members.ts';

/** Beside as many openers of threads as chance would make of its posts: a cluster with fewer is made of answers. */
const ANSWERS_ONLY = 0.4;
/** So many openers there should have been in it; fewer prove nothing. */
const FEWEST_EXPECTED = 5;

/**
 * The clusters without those that hardly any thread opens with: what people come with is a matter, what is only said once they talk ("we would review
 * a PR", "any update?", "share a screenshot") is not. All of them where a community has no threads.
 */
export function leaveOutTalk(clusters: readonly GatheredCluster[], posts: readonly EnginePost[]): GatheredCluster[] {
  const { isOpener, odds } = countOpeners(posts);
  return clusters.filter(({ postNumbers }) => {
    let [expected, opening] = [0, 0];
    for (const number of postNumbers) {
      expected += odds[number]!;
      opening += isOpener[number]!;
    }
    return expected < FEWEST_EXPECTED || opening >= ANSWERS_ONLY * expected;
  });
}
