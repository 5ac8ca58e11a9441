import type { KindCorrection } from './kinds/correction.ts';
import type { ThreadPosition } from './kinds/read-features.ts';
import type { KindThreshold } from './kinds/set-thresholds.ts';
import { type KindVerdict, type KnownKinds, tellKinds, tellLaterKinds } from './kinds/tell-kinds.ts';
import type { EnginePost } from './post.ts';
import type { RunStage } from './stage.ts';
import { findUses, type PostUse } from './stories/find-uses.ts';

/** What posts are and what their authors use the product for: told of each post, whatever clusters there are. */
export type ToldPosts = {
  /** Beside the posts. */
  readonly verdicts: readonly KindVerdict[];
  readonly thresholds: readonly KindThreshold[];
  readonly uses: readonly PostUse[];
};

/** @param posts in code-unit order of their ids. */
export function tellPosts(
  posts: readonly EnginePost[],
  corrections: readonly KindCorrection[] | undefined,
  run: RunStage,
): ToldPosts {
  const kinds = run('kinds', posts.length, (tick) => tellKinds(posts, corrections, tick));
  const uses = run('uses', posts.length, (tick) => findUses(posts, tick));
  return { ...kinds, uses };
}

/** Of some posts as it would be told among all others. @param positions beside the posts. `community`: many of the others. */
export function tellLaterPosts(
  posts: readonly EnginePost[],
  positions: readonly (ThreadPosition | null)[],
  { known, community }: { known: KnownKinds; community: readonly EnginePost[] },
  run: RunStage,
): ToldPosts {
  const kinds = run('kinds', posts.length, (tick) => tellLaterKinds(posts, positions, known, tick));
  const uses = run('uses', posts.length, (tick) => findUses(posts, tick, [...community, ...posts]));
  return { ...kinds, uses };
}
