import type { PartResult } from '#db/schema.ts';
import type { LearnedPost } from '#pipelines/kinds/gather-learned.ts';
import type { PartPost } from '#pipelines/tell-parts.ts';

/** From the thread that tells to the one that has the database; each is answered once. */
export type MessageToOffice =
  | {
      readonly kind: 'offer';
      readonly productNames: readonly string[];
      readonly learned: readonly (Pick<LearnedPost, 'position' | 'labels' | 'judged'> & { readonly postId: number })[];
      readonly parts: readonly { readonly postIds: readonly number[]; readonly marks: string }[];
    }
  | { readonly kind: 'next' };

export type MessageFromOffice = {
  /** What others told since. */
  readonly results: readonly { readonly position: number; readonly result: PartResult }[];
  /** A part that nobody else tells now; null when others have all. */
  readonly claimed: number | null;
};

export type MessageToHelper = { readonly posts: readonly PartPost[] };
export type MessageFromHelper = { readonly result: PartResult };
