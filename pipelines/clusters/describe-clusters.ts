import { tellClusterKind } from '#pipelines/kinds/tell-cluster-kind.ts';
import type { KindVerdict } from '#pipelines/kinds/tell-kinds.ts';
import { type ClusterLabel, labelClusters } from '#pipelines/labels/label-clusters.ts';
import { createExemplarPicker } from '#pipelines/labels/pick-exemplars.ts';
import type { LanguagePair } from '#pipelines/languages/pair-clusters.ts';
import { compareText } from '#pipelines/numerics/compare-text.ts';
import type { AlsoPassage } from '#pipelines/passages/find-passages.ts';
import type { Pool } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type {
  PipelineCluster,
  PipelineLanguagePair,
  PipelineTheme,
  PostPassage,
  PostPlacement,
} from '#pipelines/run-result.ts';
import type { RunStage } from '#pipelines/stage.ts';
import type { CountedLines } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { weighVoices } from '#pipelines/trends/weigh-voices.ts';
import { countVoices, type VoiceCounts } from './count-voices.ts';
import { describeThemes } from './describe-themes.ts';
import type { GatheredCluster } from './gather-members.ts';

export type DescribeInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly lines: CountedLines;
  /** Beside `posts`. */
  readonly verdicts: readonly KindVerdict[];
  readonly clusters: readonly GatheredCluster[];
  /** Beside `clusters`: the number of the theme of each, -1 for none. */
  readonly themes: Int32Array;
  /** Each names one of `clusters` by its position. */
  readonly also: readonly AlsoPassage[];
  /** These, too. */
  readonly pairs: readonly LanguagePair[];
};

export type Description = {
  readonly clusters: PipelineCluster[];
  readonly themes: PipelineTheme[];
  readonly languagePairs: PipelineLanguagePair[];
  readonly posts: PostPlacement[];
};

/** Titles, terms, kinds, exemplars and counts: everything a person reads about a cluster. */
export function describeClusters(input: DescribeInput, pool: Pool, run: RunStage): Description {
  const counted = countClusters(input);
  const labels = run('labels', input.posts.length, () => {
    const members = counted.map(({ postNumbers }) => postNumbers);
    return labelClusters({ ...input, members, rows: counted.map(({ rows }) => rows) }, pool);
  });
  return run('descriptions', input.posts.length, () => describe(input, counted, labels));
}

type CountedCluster = GatheredCluster & {
  /** Its number among the themes, -1 for none. */
  readonly theme: number;
  /** Among the clusters that were given. */
  readonly position: number;
  readonly voices: VoiceCounts;
};

/** By voices, each halved with the time since it was last heard; then most voices, most posts, the best fitting post's id. */
function countClusters({ posts, clusters, themes }: DescribeInput): CountedCluster[] {
  const newestAt = posts.reduce((newest, { at }) => (Number.isFinite(at) && at! > newest ? at! : newest), 0);
  const counted = clusters.map((cluster, position) => {
    const members = cluster.postNumbers.map((number) => posts[number]!);
    return {
      ...cluster,
      ...{ theme: themes[position] ?? -1, position },
      ...{ voices: countVoices(members), weight: weighVoices(members, newestAt) },
    };
  });
  return counted.sort(
    (a, b) =>
      b.weight - a.weight ||
      b.voices.voiceCount - a.voices.voiceCount ||
      b.postNumbers.length - a.postNumbers.length ||
      compareText(posts[a.postNumbers[0]!]!.id, posts[b.postNumbers[0]!]!.id),
  );
}

/** @param labels beside `counted`. */
function describe(
  input: DescribeInput,
  counted: readonly CountedCluster[],
  labels: readonly ClusterLabel[],
): Description {
  const { posts, tokenised, verdicts } = input;
  const keyAt = new Map(counted.map(({ position }, index) => [position, `c${index + 1}`]));
  const passages = new Map<number, PostPassage[]>();
  const alsoCounts = new Map<string, number>();
  for (const { postNumber, cluster, start, end, score } of input.also) {
    const clusterKey = keyAt.get(cluster) ?? '';
    passages.set(postNumber, [...(passages.get(postNumber) ?? []), { clusterKey, start, end, score }]);
    alsoCounts.set(clusterKey, (alsoCounts.get(clusterKey) ?? 0) + 1);
  }
  const pickExemplars = createExemplarPicker(posts, tokenised);
  const placements = new Map<number, { key: string; score: number }>();
  const clusters = counted.map(({ postNumbers, scores, voices }, index): PipelineCluster => {
    const key = `c${index + 1}`;
    for (const [i, number] of postNumbers.entries()) placements.set(number, { key, score: scores[i]! });
    return {
      key,
      title: labels[index]!.title,
      terms: labels[index]!.terms,
      kind: tellClusterKind(postNumbers.map((number) => verdicts[number]!)),
      members: postNumbers.map((number, i) => ({ postId: posts[number]!.id, score: scores[i]! })),
      exemplarIds: pickExemplars(postNumbers, scores).map((number) => posts[number]!.id),
      postCount: postNumbers.length,
      alsoCount: alsoCounts.get(key) ?? 0,
      ...voices,
      themeKey: null,
    };
  });
  const languagePairs = input.pairs.map(
    ({ clusters: [a, b], marks, score }): PipelineLanguagePair => ({
      clusterKeys: [keyAt.get(a) ?? '', keyAt.get(b) ?? ''],
      ...{ marks, score },
    }),
  );
  const themeOf = counted.map(({ theme }) => theme);
  const members = counted.map(({ postNumbers }) => postNumbers);
  return {
    ...describeThemes({ posts, tokenised, clusters, themeOf, terms: labels.map(({ weights }) => weights), members }),
    languagePairs,
    posts: posts.map(placePost),
  };

  function placePost({ id }: EnginePost, number: number): PostPlacement {
    const place = placements.get(number);
    const { kind, score, cues, labels } = verdicts[number]!;
    // One literal: put together of two it takes ten times as long, and there are as many as posts.
    return {
      id,
      clusterKey: place?.key ?? null,
      score: place?.score ?? 0,
      also: passages.get(number) ?? [],
      kind,
      kindScore: score,
      kindCues: cues,
      kindLabels: labels,
      language: tokenised.languages[number]!,
    };
  }
}
