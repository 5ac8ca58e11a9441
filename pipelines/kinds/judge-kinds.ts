import { createGrowingInts, type GrowingInts } from '#pipelines/numerics/growing-ints.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import type { KindsJudge, KindsOpinion } from './create-kinds-judge.ts';
import { joinText } from './join-text.ts';
import { TOLD_KINDS } from './kind.ts';
import type { ThreadPosition } from './read-features.ts';

/** A post by itself: its words, and where it stands in its thread. */
export type PlacedPost = Pick<EnginePost, 'title' | 'text'> & { readonly position: ThreadPosition | null };

/** What a judge says of posts, each by itself. Numbers only: no words of a post. */
export type KindJudgements = {
  /** One for each of `TOLD_KINDS`, post after post. */
  readonly probabilities: Float64Array;
  /**
   * For each kind of a post that may be said of it: the number of the post, the kind's place in `TOLD_KINDS`, start and end
   * of what shows it, how many numbers follow, and where the words of its strongest reasons stand.
   */
  readonly reasons: Int32Array;
};

/** Below this no threshold lies: reasons for what will not be said are not worth keeping for every post. */
const NEVER_SAID = 0.15;
const KIND_COUNT = TOLD_KINDS.length;

export function judgeKinds(judge: KindsJudge, posts: readonly PlacedPost[], tick: Tick = () => {}): KindJudgements {
  const probabilities = new Float64Array(posts.length * KIND_COUNT);
  const reasons = createGrowingInts();
  for (const [number, post] of posts.entries()) {
    tick(number);
    const opinion = judge(joinText(post), post.position);
    for (let k = 0; k < KIND_COUNT; k += 1) probabilities[number * KIND_COUNT + k] = opinion.kinds[k]!.probability;
    writeReasons(reasons, number, opinion);
  }
  return { probabilities, reasons: reasons.view().slice() };
}

function writeReasons(reasons: GrowingInts, number: number, { kinds, locate }: KindsOpinion): void {
  for (let k = 0; k < KIND_COUNT; k += 1) {
    const { kind, probability, start, end } = kinds[k]!;
    if (probability < NEVER_SAID) continue;
    const cues = locate(kind);
    for (const value of [number, k, start, end, cues.length]) reasons.push(value);
    for (const place of cues) reasons.push(place);
  }
}

/** One kind of one post. */
export type Judged = {
  /** Its place in `TOLD_KINDS`. */
  readonly k: number;
  readonly probability: number;
  /** In the joined text. */
  readonly start: number;
  readonly end: number;
  /** Where the words of the strongest reasons stand; see `locate`. */
  readonly listCues: () => ArrayLike<number>;
};

const NOTHING: readonly never[] = [];

/** Reads judgements post after post: each call gives, of what may be said of the next post, what `isSaid` lets through. */
export function createJudgedReader(
  parts: readonly KindJudgements[],
): (isSaid: (k: number, probability: number) => boolean) => readonly Judged[] {
  let part = 0;
  let number = 0;
  let at = 0;
  return (isSaid) => {
    while (parts[part] !== undefined && number * KIND_COUNT >= parts[part]!.probabilities.length) {
      part += 1;
      number = 0;
      at = 0;
    }
    const current = parts[part];
    if (current === undefined) return NOTHING;
    const { reasons, probabilities } = current;
    // Of most posts nothing is said, and nothing is made for them.
    let judged: Judged[] | null = null;
    while (at < reasons.length && reasons[at] === number) {
      const k = reasons[at + 1]!;
      const [from, until] = [at + 5, at + 5 + reasons[at + 4]!];
      const [start, end] = [reasons[at + 2]!, reasons[at + 3]!];
      const probability = probabilities[number * KIND_COUNT + k]!;
      at = until;
      if (!isSaid(k, probability)) continue;
      judged ??= [];
      judged.push({ k, probability, start, end, listCues: () => reasons.subarray(from, until) });
    }
    number += 1;
    return judged ?? NOTHING;
  };
}
