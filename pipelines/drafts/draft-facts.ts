import type { Kind } from '#pipelines/kinds/kind.ts';
import type { Severity } from '#pipelines/mentions/find-severity.ts';
import type { StoryWord } from '#pipelines/mentions/find-story-words.ts';
import type { Trend } from '#pipelines/trends/compare-windows.ts';

/** What is known about the posts behind a report. A draft says nothing that is not in here. */
export interface DraftFacts {
  readonly clusters: readonly DraftCluster[];
  /** Every post of the clusters once, oldest first. */
  readonly posts: readonly DraftPost[];
  readonly growth: DraftGrowth | null;
  /** Of the conversations that the posts stand in, read for people who see it differently. */
  readonly disagreement: {
    readonly readPostIds: readonly number[];
    readonly posts: readonly (Pick<DraftPost, 'id' | 'voiceId'> & { readonly isSolved: boolean })[];
  };
}

export interface DraftCluster {
  readonly id: number;
  readonly title: string;
  readonly kind: Kind;
}

export interface DraftPost {
  readonly id: number;
  readonly clusterId: number;
  readonly kind: Kind;
  /** The person behind it; null for staff, bots and authors that the source does not name. */
  readonly voiceId: number | null;
  /** False when the source does not say who wrote it. */
  readonly isNamed: boolean;
  readonly place: string;
  readonly at: Date | null;
  /** Null for a post that stands alone or answers another; else whether anybody but its author has answered it. */
  readonly isAnswered: boolean | null;
  readonly versions: readonly string[];
  readonly platforms: readonly string[];
  readonly severities: readonly Severity[];
  readonly storyWords: readonly StoryWord[];
}

/** Distinct voices in two windows of equal length that follow one another; null where there is no earlier window. */
export interface DraftGrowth {
  readonly weekCount: number;
  readonly endsAt: Date;
  readonly recentVoiceCount: number;
  readonly earlierVoiceCount: number;
  readonly trend: Trend;
}
