import type { ThreadPosition } from '#pipelines/kinds/read-features.ts';
import type { KnownKinds } from '#pipelines/kinds/tell-kinds.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Placement, UseFinding } from '#server/clusters/clustering-message.ts';
import type { NumberedPost } from '#server/clusters/engine-post-row.ts';

/** A post whose place is known: the id of its cluster, null for one that belongs nowhere. */
export type LearnedPlace = {
  readonly post: EnginePost;
  readonly clusterId: number | null;
  /** How well it fits its cluster, 0..1. */
  readonly score: number;
};

/** A post to place. */
export type LaterPost = NumberedPost & {
  /** Where it stands in its thread. */
  readonly position: ThreadPosition | null;
};

export type MessageToPlacer =
  | { readonly kind: 'learned'; readonly posts: readonly LearnedPlace[] }
  | { readonly kind: 'later'; readonly posts: readonly LaterPost[] }
  | { readonly kind: 'place'; readonly seed: number; readonly known: KnownKinds };

/** What became of the later posts. The key of a placement is the id of its cluster. */
export type PlacingFinding = {
  readonly placements: readonly Placement[];
  readonly uses: readonly UseFinding[];
  /** Milliseconds by `<stage>Ms`. */
  readonly timings: Readonly<Record<string, number>>;
  readonly peakRssMb: number;
};
