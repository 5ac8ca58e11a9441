import type { WeekCount } from './clusters/count-voices.ts';
import type { Kind } from './kinds/kind.ts';
import type { KindThreshold } from './kinds/set-thresholds.ts';
import type { KindLabel } from './kinds/tell-kinds.ts';
import type { LabelTerm } from './labels/label-clusters.ts';
import type { PipelineParameters } from './parameters.ts';
import type { PostUse } from './stories/find-uses.ts';

export type PostMembership = {
  readonly postId: string;
  /** How well the post fits its cluster, 0..1. */
  readonly score: number;
};

export type PipelineCluster = {
  /** `c1`, `c2`... in the order of the list: by voices, see `weighVoices`. Unique within a run only; see `matchClusters`. */
  readonly key: string;
  readonly title: string;
  readonly kind: Kind;
  readonly terms: readonly LabelTerm[];
  /** Best fitting first. */
  readonly members: readonly PostMembership[];
  readonly exemplarIds: readonly string[];
  /** Posts whose cluster it is. */
  readonly postCount: number;
  /** Posts of other clusters, or of none, with a passage about it. */
  readonly alsoCount: number;
  readonly voiceCount: number;
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  readonly weeks: readonly WeekCount[];
  /** The theme that it stands in with others like it; null where it stands alone. */
  readonly themeKey: string | null;
};

/** Clusters about neighbouring matters, under one heading. */
export type PipelineTheme = {
  /** `t1`, `t2`... in the order of the list: most voices first. Unique within a run only. */
  readonly key: string;
  /** Its terms, as a heading; no two themes have the same. */
  readonly title: string;
  readonly terms: readonly string[];
  /** At least two, in the order of the list. */
  readonly clusterKeys: readonly string[];
  readonly postCount: number;
  readonly voiceCount: number;
};

/** A passage of a post that is about another cluster than the post. */
export type PostPassage = {
  readonly clusterKey: string;
  /** In the post's text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** How like the nearest posts of the cluster it is, 0..1. */
  readonly score: number;
};

export type PostPlacement = {
  readonly id: string;
  readonly clusterKey: string | null;
  /** In the order of the text. None where a number of clusters is told: every post has one then. */
  readonly also: readonly PostPassage[];
  readonly kind: Kind;
  readonly kindScore: number;
  /** The phrases that showed the kind, strongest first. */
  readonly kindCues: readonly string[];
  /** Everything the post is, likeliest first. */
  readonly kindLabels: readonly KindLabel[];
  readonly score: number;
  readonly language: string;
};

/** Two clusters in different languages that may be about one matter. */
export type PipelineLanguagePair = {
  readonly clusterKeys: readonly [string, string];
  /** Words of the product, numbers and links that both share, strongest first. */
  readonly marks: readonly string[];
  /** How much speaks for it, 0..1. */
  readonly score: number;
};

/** Why there may be nothing to see. */
export const NOTICES = ['too_few_posts', 'nothing_recurs'] as const;
export type Notice = (typeof NOTICES)[number];

export type PipelineResult = {
  readonly clusters: readonly PipelineCluster[];
  /** None in communities with few clusters. */
  readonly themes: readonly PipelineTheme[];
  /** None where all clusters speak one language. */
  readonly languagePairs: readonly PipelineLanguagePair[];
  /** In code-unit order of their ids. */
  readonly posts: readonly PostPlacement[];
  /** Beside `TOLD_KINDS`: the community's own rates. */
  readonly kindThresholds: readonly KindThreshold[];
  /** Tellings of use by members, in the order of the posts. */
  readonly uses: readonly PostUse[];
  readonly notice: Notice | null;
  readonly parameters: PipelineParameters;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
};
