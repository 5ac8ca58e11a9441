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
  const leftOut = [...rowAt.keys()].filter((place) => labels[place]! < 0);
  const peopleOf = findPeople(new Set(leftOut.map((place) => rowAt[place]!)), posts, folded);
  let next = labels.reduce((most, label) => Math.max(most, label), -1) + 1;
  for (const place of leftOut) {
    const row = rowAt[place]!;
    if ((peopleOf.get(row)?.size ?? 0) < fewest) continue;
    const words = new Set(stemsOf(tokenised, folded.distinct[row]!).filter((stem) => stem !== BREAK));
    if (words.size < FEWEST_WORDS) continue;
    labels[place] = next;
    next += 1;
  }
}

/** Who wrote the posts that some rows stand for, by row; a row that stands for one post alone is left out. */
function findPeople(
  rows: ReadonlySet<number>,
  posts: readonly EnginePost[],
  { distinct, standIn }: FoldedPosts,
): Map<number, Set<string>> {
  const postCounts = new Int32Array(distinct.length);
  for (const row of standIn) postCounts[row]! += 1;
  const peopleOf = new Map<number, Set<string>>();
  for (const [post, { authorId, isStaff, isBot }] of posts.entries()) {
    const row = standIn[post]!;
    if (!authorId || isStaff || isBot || postCounts[row] === 1 || !rows.has(row)) continue;
    const people = peopleOf.get(row);
    if (people) people.add(authorId);
    else peopleOf.set(row, new Set([authorId]));
  }
  return peopleOf;
}
