import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import { placeInThreads } from '#pipelines/threads/place-in-threads.ts';
import type { KindCorrection } from './correction.ts';
import { createKindsJudge, type KindsJudge } from './create-kinds-judge.ts';
import { gatherLearned } from './gather-learned.ts';
import { joinText } from './join-text.ts';
import { createJudgedReader, type Judged, judgeKinds, type KindJudgements } from './judge-kinds.ts';
import { type Kind, TOLD_KINDS, type ToldKind } from './kind.ts';
import { learnCorrections } from './learn-corrections.ts';
import type { ThreadPosition } from './read-features.ts';
import { type KindThreshold, setThreshold } from './set-thresholds.ts';
import { SHIPPED_MODEL } from './shipped-model.ts';

/** A kind that a post is of, and the words that show it. */
export type KindLabel = {
  readonly kind: ToldKind;
  readonly probability: number;
  /** Offsets in the title or in the text. */
  readonly start: number;
  readonly end: number;
  readonly isInTitle: boolean;
};

/** What a post does: its labels, likeliest first, and of these the one it is listed under. */
export type KindVerdict = {
  readonly kind: Kind;
  readonly score: number;
  /** The words that speak for the main kind, strongest first. */
  readonly cues: readonly string[];
  readonly labels: readonly KindLabel[];
  readonly position: ThreadPosition | null;
};

/** Of a post that nobody looked at. */
export const UNTOLD: KindVerdict = { kind: 'other', score: 0, cues: [], labels: [], position: null };

const POSITIONS = [null, 'opener', 'own_reply', 'reply'] as const satisfies readonly (ThreadPosition | null)[];

export type ToldKinds = {
  /** Beside the posts. */
  readonly verdicts: readonly KindVerdict[];
  /** Beside `TOLD_KINDS`: how often each kind occurs here, and from which probability on it is said. */
  readonly thresholds: readonly KindThreshold[];
};

const DECIMALS = 4;

/** Tells the kinds of all posts of a community. Thresholds follow the community; corrections are learned and hold. */
export function tellKinds(
  posts: readonly EnginePost[],
  corrections: readonly KindCorrection[] = [],
  tick: Tick = () => {},
): ToldKinds {
  const positions = placeInThreads(posts);
  const learned = gatherLearned(posts, positions, corrections);
  const judge = createKindsJudge(learnCorrections(SHIPPED_MODEL, learned));
  const placed = posts.map(({ title, text }, number) => ({ title, text, position: positions[number]! }));
  const judgements = [judgeKinds(judge, placed, tick)];
  return settleKinds(posts, { positions, corrections, judge: () => judge, judgements });
}

/** A community that posts come to, as a run over all of its posts left it. */
export type KnownKinds = {
  /** Beside `TOLD_KINDS`. */
  readonly thresholds: readonly KindThreshold[];
  readonly corrections: readonly KindCorrection[];
  /** The posts that corrections speak of, and beside them where each stands in its thread. */
  readonly corrected: readonly EnginePost[];
  readonly correctedPositions: readonly (ThreadPosition | null)[];
};

/** Tells the kinds of some posts as they would be told among all others. @param positions beside the posts. */
export function tellLaterKinds(
  posts: readonly EnginePost[],
  positions: readonly (ThreadPosition | null)[],
  { thresholds, corrections, corrected, correctedPositions }: KnownKinds,
  tick: Tick = () => {},
): ToldKinds {
  const learned = gatherLearned(corrected, correctedPositions, corrections);
  const judge = createKindsJudge(learnCorrections(SHIPPED_MODEL, learned));
  const placed = posts.map(({ title, text }, number) => ({ title, text, position: positions[number] ?? null }));
  const judgements = [judgeKinds(judge, placed, tick)];
  return settleKinds(posts, { positions, corrections, judge: () => judge, judgements, known: thresholds });
}

/**
 * Says what posts are once all of them are judged: thresholds need the whole community.
 *
 * @param judgements of the posts in their order, in any number of parts.
 */
export function settleKinds(
  posts: readonly EnginePost[],
  {
    positions,
    corrections = [],
    judge,
    judgements,
    known = null,
  }: {
    positions: readonly (ThreadPosition | null)[];
    corrections: readonly KindCorrection[] | undefined;
    /** Asked once, where people said of a post what nothing shows. */
    judge: () => KindsJudge;
    judgements: readonly KindJudgements[];
    /** Thresholds of the community that these posts come to; null: they are the community. */
    known?: readonly KindThreshold[] | null;
  },
): ToldKinds {
  const said = new Map(corrections.map(({ postId, kind, holds }) => [`${kind} ${postId}`, holds]));
  const corrected = new Set(corrections.map(({ postId }) => postId));
  const thresholds = known ?? TOLD_KINDS.map((_, k) => setThreshold(gatherProbabilities(judgements, k, posts.length)));
  const readJudged = createJudgedReader(judgements);
  let asked: KindsJudge | null = null;
  const untold = new Map(POSITIONS.map((position) => [position, { ...UNTOLD, position }] as const));
  const isOver = (k: number, probability: number) => probability >= thresholds[k]!.threshold;
  const verdicts = posts.map((post, number) => {
    const position = positions[number]!;
    const labels = corrected.has(post.id) ? labelCorrected(post, position, readJudged(isAny)) : readJudged(isOver);
    return labels.length > 0 ? toVerdict(post, labels, { position, thresholds }) : untold.get(position)!;
  });
  return { verdicts, thresholds };

  /** What people said holds, whatever the judge says. */
  function labelCorrected(post: EnginePost, position: ThreadPosition | null, judged: readonly Judged[]): Judged[] {
    return [...judged, ...judgeUnlikely(post, position, judged)].flatMap((one) => {
      const holds = said.get(`${TOLD_KINDS[one.k]!} ${post.id}`);
      if (!(holds ?? isOver(one.k, one.probability))) return NOTHING;
      return holds === undefined ? one : { ...one, probability: 1 };
    });
  }

  /** What people say a post is though nothing shows it. */
  function judgeUnlikely(post: EnginePost, position: ThreadPosition | null, likely: readonly Judged[]): Judged[] {
    asked ??= judge();
    return asked(joinText(post), position).kinds.flatMap(({ kind, probability, start, end }, k) => {
      if (said.get(`${kind} ${post.id}`) !== true || likely.some((one) => one.k === k)) return NOTHING;
      return { k, probability, start, end, listCues: () => NOTHING };
    });
  }
}

function gatherProbabilities(judgements: readonly KindJudgements[], k: number, count: number): Float64Array {
  const gathered = new Float64Array(count);
  let number = 0;
  for (const { probabilities } of judgements) {
    for (let at = k; at < probabilities.length; at += TOLD_KINDS.length) gathered[number++] = probabilities[at]!;
  }
  return gathered;
}

const NOTHING: readonly never[] = [];
const isAny = () => true;

/** @param labels one or more. The main kind is the one that is furthest above its threshold; ties go to the kind listed first. */
function toVerdict(
  post: EnginePost,
  labels: readonly Judged[],
  { position, thresholds }: { position: ThreadPosition | null; thresholds: readonly KindThreshold[] },
): KindVerdict {
  const over = ({ k, probability }: Judged) => probability - thresholds[k]!.threshold;
  const sorted = [...labels].sort((a, b) => over(b) - over(a) || a.k - b.k);
  const main = sorted[0]!;
  return {
    kind: TOLD_KINDS[main.k]!,
    score: roundTo(main.probability, DECIMALS),
    cues: readCues(post, main.listCues()),
    labels: sorted.map((label) => toLabel(post, label)),
    position,
  };
}

function toLabel(post: EnginePost, judged: Judged): KindLabel {
  const { start, end, isInTitle } = spanIn(post, judged.start, judged.end);
  return { kind: TOLD_KINDS[judged.k]!, probability: roundTo(judged.probability, DECIMALS), start, end, isInTitle };
}

function readCues(post: EnginePost, places: ArrayLike<number>): string[] {
  const text = joinText(post);
  const words: string[] = [];
  for (let i = 0; i < places.length; i += 2) {
    const word = text.slice(places[i]!, places[i + 1]!).trim();
    if (word !== '' && !words.includes(word)) words.push(word);
  }
  return words;
}

/** A span of the joined text as one of the title or of the text. */
export function spanIn(post: EnginePost, start: number, end: number) {
  const shift = joinText(post).length - post.text.length;
  if (shift === 0 || start >= shift) return { start: start - shift, end: end - shift, isInTitle: false };
  return { start, end: Math.min(end, shift - 1), isInTitle: true };
}
