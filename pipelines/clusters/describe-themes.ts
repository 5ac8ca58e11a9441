import { titleThemes, writeThemeTitle } from '#pipelines/labels/title-themes.ts';
import type { ClusterTerms } from '#pipelines/labels/weigh-cluster-terms.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { PipelineCluster, PipelineTheme } from '#pipelines/run-result.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { countVoices } from './count-voices.ts';

export type ThemesInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly clusters: readonly PipelineCluster[];
  /** All beside `clusters`: number of the theme or -1, terms, numbers of the posts. */
  readonly themeOf: readonly number[];
  readonly terms: readonly ClusterTerms[];
  readonly members: readonly (readonly number[])[];
};

/** Themes with title and counts, most voices first; and the clusters, each with the key of its theme. */
export function describeThemes({ posts, tokenised, clusters, themeOf, terms, members }: ThemesInput): {
  themes: PipelineTheme[];
  clusters: PipelineCluster[];
} {
  const groups = new Map<number, number[]>();
  for (const [cluster, theme] of themeOf.entries()) {
    if (theme < 0) continue;
    const group = groups.get(theme);
    if (group) group.push(cluster);
    else groups.set(theme, [cluster]);
  }
  const counted = [...groups.values()].map((group) => {
    const postNumbers = group.flatMap((cluster) => members[cluster] ?? []);
    const { voiceCount } = countVoices(postNumbers.flatMap((number) => posts[number] ?? []));
    return { group, postNumbers, voiceCount };
  });
  // Most voices first, then most posts, then the largest cluster's place.
  counted.sort(
    (a, b) =>
      b.voiceCount - a.voiceCount ||
      b.postNumbers.length - a.postNumbers.length ||
      (a.group[0] ?? 0) - (b.group[0] ?? 0),
  );
  const termsOf = titleThemes(
    counted.map(({ group, postNumbers }) => ({
      terms: group.flatMap((cluster) => terms[cluster] ?? []),
      labels: group.map((cluster) => clusters[cluster]?.terms ?? []),
      postNumbers,
    })),
    tokenised,
  );
  const told = counted
    .map((theme, i) => ({ ...theme, terms: termsOf[i] ?? [] }))
    .filter((theme) => theme.terms.length > 0);
  const keyOf = new Map<number, string>();
  const themes = told.map(({ group, postNumbers, voiceCount, terms }, index): PipelineTheme => {
    const key = `t${index + 1}`;
    for (const cluster of group) keyOf.set(cluster, key);
    return {
      ...{ key, title: writeThemeTitle(terms), terms },
      clusterKeys: group.flatMap((cluster) => clusters[cluster]?.key ?? []),
      postCount: postNumbers.length,
      voiceCount,
    };
  });
  return { themes, clusters: clusters.map((cluster, i) => ({ ...cluster, themeKey: keyOf.get(i) ?? null })) };
}
