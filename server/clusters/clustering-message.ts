import type { MessagePort } from 'node:worker_threads';
import type { ClusterTerm, Kind } from '#db/schema.ts';
import type { PipelineOptions } from '#pipelines/parameters.ts';
import type { PipelineLanguagePair, PostPassage } from '#pipelines/run-result.ts';
import type { FoundUse } from '#pipelines/stories/find-uses.ts';
import type { NumberedPost } from './engine-post-row.ts';

/** What the engine found, with its posts as numbers. */
export type Finding = {
  readonly clusters: readonly FoundCluster[];
  readonly themes: readonly FoundTheme[];
  readonly placements: readonly Placement[];
  readonly uses: readonly UseFinding[];
  readonly passages: readonly PassageFinding[];
  readonly languagePairs: readonly PipelineLanguagePair[];
  readonly manifest: ClusteringManifest;
};

export type FoundCluster = {
  readonly key: string;
  readonly title: string;
  readonly kind: Kind;
  readonly terms: readonly ClusterTerm[];
  readonly postIds: readonly number[];
  readonly exemplarPostIds: readonly number[];
};

export type FoundTheme = {
  readonly terms: readonly string[];
  /** Of at least two found clusters. */
  readonly clusterKeys: readonly string[];
};

export type Placement = {
  readonly postId: number;
  /** Of the words that were read. */
  readonly postVersion: number;
  readonly clusterKey: string | null;
  readonly score: number;
  readonly kind: Kind;
  readonly kindScore: number;
  readonly kinds: readonly string[];
};

export type UseFinding = FoundUse & {
  readonly postId: number;
  /** The words that the offsets are of. */
  readonly contentHash: string;
};

export type PassageFinding = PostPassage & {
  readonly postId: number;
  /** The words that the offsets are of. */
  readonly contentHash: string;
};

/** Enough to tell whether two runs must give the same result, and what this one took. */
export type ClusteringManifest = {
  readonly inputSha256: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Milliseconds by `<stage>Ms`. */
  readonly timings: Readonly<Record<string, number>>;
  readonly peakRssMb: number;
  readonly notice: string | null;
  /** The community's own rates, beside `TOLD_KINDS`. */
  readonly kinds: readonly { readonly kind: string; readonly rate: number; readonly threshold: number }[];
};

export type MessageToThread =
  | {
      readonly kind: 'posts';
      readonly posts: readonly NumberedPost[];
      /** Vectors of these posts by an outside model, by post id. */
      readonly vectors: ReadonlyMap<number, Float32Array>;
    }
  | {
      readonly kind: 'run';
      readonly options: PipelineOptions;
      /** The model that made the vectors; null: there are none. */
      readonly vectorsBy: string | null;
      /** Where other workers help: gives out parts. */
      readonly office: { readonly port: MessagePort; readonly partSize: number } | null;
    };
