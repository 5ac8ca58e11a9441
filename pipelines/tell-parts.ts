import type { KindCorrection } from './kinds/correction.ts';
import { createKindsJudge, type KindsJudge } from './kinds/create-kinds-judge.ts';
import { gatherLearned, type LearnedPost } from './kinds/gather-learned.ts';
import { judgeKinds, type KindJudgements, type PlacedPost } from './kinds/judge-kinds.ts';
import { TOLD_KINDS } from './kinds/kind.ts';
import { learnCorrections } from './kinds/learn-corrections.ts';
import type { LabelledPost } from './kinds/parse-seeds.ts';
import { SHIPPED_MODEL } from './kinds/shipped-model.ts';
import { settleKinds } from './kinds/tell-kinds.ts';
import type { Task } from './pool.ts';
import type { EnginePost } from './post.ts';
import type { Tick } from './stage.ts';
import { createUseFinder, type FoundUse, findStrongUse, tellsUses, type UseFinder } from './stories/find-uses.ts';
import { learnProductNames } from './stories/learn-product-names.ts';
import type { ToldPosts } from './tell-posts.ts';
import { placeInThreads } from './threads/place-in-threads.ts';

/** What telling single posts takes to know of all of them. */
export type TellerGround = {
  readonly productNames: readonly string[];
  readonly learned: readonly LabelledPost[];
};

/** What has to be known of all posts before some of them can be told by themselves. */
export type TellingGround = Pick<TellerGround, 'productNames'> & {
  readonly learned: readonly LearnedPost[];
  /** Beside the posts. */
  readonly placed: readonly PartPost[];
};

/** A post of a part: all that telling it takes. */
export type PartPost = PlacedPost & { readonly tellsUses: boolean };

/** Tells single posts, as one community's posts are told. */
export type Teller = { readonly judge: KindsJudge; readonly find: UseFinder };

/** What was told of the posts of a part. Numbers only: no words of a post. */
export type ToldPart = KindJudgements & {
  /** Numbers, in the part, of the posts that tell a use. */
  readonly uses: readonly number[];
};

/** The same with the uses beside their numbers, for a run that tells its posts by itself. */
export type ToldPartWithUses = ToldPart & { readonly found: readonly FoundUse[] };

/** @param posts in code-unit order of their ids. */
export function prepareTelling(
  posts: readonly EnginePost[],
  corrections: readonly KindCorrection[] = [],
): TellingGround {
  const positions = placeInThreads(posts);
  return {
    placed: posts.map((post, number) => {
      const { title = null, text } = post;
      return { title, text, position: positions[number]!, tellsUses: tellsUses(post) };
    }),
    productNames: learnProductNames(posts),
    learned: gatherLearned(posts, positions, corrections),
  };
}

export function createTeller({ productNames, learned }: TellerGround): Teller {
  return {
    judge: createKindsJudge(learnCorrections(SHIPPED_MODEL, learned)),
    find: createUseFinder(productNames),
  };
}

export function tellPart(teller: Teller, posts: readonly PartPost[], tick: Tick = () => {}): ToldPart {
  const { found: _, ...part } = tellPartWithUses(teller, posts, tick);
  return part;
}

function tellPartWithUses({ judge, find }: Teller, posts: readonly PartPost[], tick: Tick): ToldPartWithUses {
  const judgements = judgeKinds(judge, posts, tick);
  const uses: number[] = [];
  const found: FoundUse[] = [];
  for (const [number, { tellsUses, text }] of posts.entries()) {
    const use = tellsUses ? findStrongUse(find, text) : null;
    if (use === null) continue;
    uses.push(number);
    found.push(use);
  }
  return { ...judgements, uses, found };
}

export const TELL_POSTS: Task<TellerGround, readonly PartPost[], ToldPartWithUses> = {
  name: 'tell-posts',
  prepare(ground) {
    const teller = createTeller(ground);
    return (posts) => tellPartWithUses(teller, posts, () => {});
  },
};

/**
 * Puts parts together: the same as `tellPosts` of all posts at once, however they were split.
 *
 * @param parts of the posts in their order.
 */
export function joinParts(
  posts: readonly EnginePost[],
  ground: TellingGround,
  {
    parts,
    corrections,
  }: { parts: readonly (ToldPart | ToldPartWithUses)[]; corrections: readonly KindCorrection[] | undefined },
): ToldPosts {
  const positions = ground.placed.map(({ position }) => position);
  const judge = () => createTeller(ground).judge;
  const kinds = settleKinds(posts, { positions, corrections, judge, judgements: parts });
  const find = createUseFinder(ground.productNames);
  let first = 0;
  const uses = parts.flatMap((part) => {
    const numbers = part.uses.map((number) => first + number);
    first += part.probabilities.length / TOLD_KINDS.length;
    return numbers.flatMap((number, i) => {
      const { id, text } = posts[number]!;
      // Found once more where a part holds no words.
      const use = 'found' in part ? part.found[i]! : findStrongUse(find, text);
      return use === null ? [] : { ...use, postId: id };
    });
  });
  return { ...kinds, uses };
}
