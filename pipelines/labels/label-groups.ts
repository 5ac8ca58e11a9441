import type { Kind } from '#pipelines/kinds/kind.ts';
import { tellClusterKind } from '#pipelines/kinds/tell-cluster-kind.ts';
import { tellKinds } from '#pipelines/kinds/tell-kinds.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { countLines } from '#pipelines/text/find-repeated-lines.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { silenceHouseWords } from '#pipelines/text/silence-house-words.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { type LabelTerm, labelClusters } from './label-clusters.ts';
import { createExemplarPicker } from './pick-exemplars.ts';

export type GroupLabel = {
  readonly title: string;
  readonly kind: Kind;
  readonly terms: readonly LabelTerm[];
  readonly exemplarIds: readonly string[];
};

/**
 * Titles, terms, kinds and exemplars of groups that a person made, as a run would give them: by what sets each group
 * apart from the other groups and from `background`.
 */
export function labelGroups(
  groups: readonly (readonly EnginePost[])[],
  background: readonly EnginePost[],
): GroupLabel[] {
  const posts = [...groups.flat(), ...background];
  const lines = countLines(posts.map(({ text }) => text));
  const tokenised = silenceHouseWords(posts, tokenisePosts(posts, lines));
  // Every post stands for itself: a copy that somebody put into another group says something about that group, too.
  const folded = foldDuplicates(tokenised, posts.length);
  let start = 0;
  const members = groups.map(({ length }) => {
    const numbers = Array.from({ length }, (_, i) => start + i);
    start += length;
    return numbers;
  });
  const rows = members.map((numbers) => Int32Array.from(numbers));
  const labels = labelClusters({ posts, tokenised, folded, lines, members, rows });
  const { verdicts } = tellKinds(posts, undefined, () => {});
  const pickExemplars = createExemplarPicker(posts, tokenised);
  return members.map((numbers, i) => ({
    title: labels[i]?.title ?? '',
    terms: labels[i]?.terms ?? [],
    kind: tellClusterKind(numbers.flatMap((number) => verdicts[number] ?? [])),
    exemplarIds: pickExemplars(
      numbers,
      numbers.map(() => 1),
    ).map((number) => posts[number]?.id ?? ''),
  }));
}
