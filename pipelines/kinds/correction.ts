import type { ToldKind } from './kind.ts';

/** A person's word on one post: it is of a kind, or it is not. It holds for the post, and the model learns from it. */
export type KindCorrection = {
  /** As in `EnginePost`. */
  readonly postId: string;
  readonly kind: ToldKind;
  readonly holds: boolean;
};
