import { type ClusterLabel, labelClusters } from '#pipelines/labels/label-clusters.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { silenceHouseWords } from '#pipelines/text/silence-house-words.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

/** A post by its text alone, or with what a label is made from besides. */
export type Told = string | Pick<EnginePost, 'text' | 'title' | 'language'>;

/** Labels of groups of posts (English where nothing else is said) among posts of no group. */
export function labelTexts(groups: readonly (readonly Told[])[], others: readonly Told[] = []): ClusterLabel[] {
  const posts = [...groups.flat(), ...others].map((told, i) => ({
    language: 'en',
    ...(typeof told === 'string' ? { text: told } : told),
    id: String(i).padStart(5, '0'),
  }));
  const tokenised = silenceHouseWords(posts, tokenisePosts(posts));
  const folded = foldDuplicates(tokenised, posts.length);
  let start = 0;
  const members = groups.map(({ length }) => {
    start += length;
    return Array.from({ length }, (_, i) => start - length + i);
  });
  const rows = members.map((numbers) => Int32Array.from(numbers));
  return labelClusters({ posts, tokenised, folded, lines: null, members, rows });
}
