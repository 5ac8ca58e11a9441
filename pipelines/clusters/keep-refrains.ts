import type { EnginePost } from '#pipelines/post.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';

/** What says fewer different words than this ("bump", "thanks") tells of no matter, however many say it. */
const FEWEST_WORDS = 2;

/**
 * Labels of rows where what enough people wrote in the same words is a cluster by itself: copies are compared once, so that a row
 * which stands for fifty members may have no company. Who writes it again and again is one person; posts of nobody known,
 * staff or bots count for nothing.
 *
 * @param labels of rows, -1: left out; changed where they are.
 * @param rowAt number of each of these rows among the distinct posts.
 * @param fewest so many people at least.
 */
export function keepRefrains(
  labels: Int32Array,
  rowAt: Int32Array,
  { posts, tokenised, folded }: { posts: readonly EnginePost[]; tokenised: TokenisedPosts; folded: FoldedPosts },
  fewest: number,
): void {
  const peopleOf = Array.from(folded.distinct, () => new Set<string>());
  for (const [post, { authorId, isStaff, isBot }] of posts.entries())
    if (authorId && !isStaff && !isBot) peopleOf[folded.standIn[post]!]!.add(authorId);
  let next = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  for (const [place, row] of rowAt.entries()) {
    if (labels[place]! >= 0 || peopleOf[row]!.size < fewest) continue;
    const words = new Set(stemsOf(tokenised, folded.distinct[row]!).filter((stem) => stem !== BREAK));
    if (words.size < FEWEST_WORDS) continue;
    labels[place] = next;
    next += 1;
  }
}
