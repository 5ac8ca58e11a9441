import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import type { KindCorrection } from './correction.ts';
import { createKindsJudge } from './create-kinds-judge.ts';
import { type Kind, TOLD_KINDS, type ToldKind } from './kind.ts';
import type { KindsModel } from './kinds-model.ts';
import { learnCorrections } from './learn-corrections.ts';
import { placeInThreads } from './place-in-threads.ts';
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
  const judge = createKindsJudge(correctModel(SHIPPED_MODEL, posts, positions, corrections));
  const said = new Map(corrections.map(({ postId, kind, holds }) => [`${kind} ${postId}`, holds]));
  const probabilities = TOLD_KINDS.map(() => new Float64Array(posts.length));
  const opinions = posts.map((post, number): readonly Judged[] => {
    tick(number);
    const { kinds, locate } = judge(joinText(post), positions[number]!);
    return kinds.flatMap(({ kind, probability, start, end }, k) => {
      probabilities[k]![number] = probability;
      const isSayable = probability >= NEVER_SAID;
      if (!isSayable && said.get(`${kind} ${post.id}`) !== true) return NOTHING;
      return { kind, k, probability, start, end, cues: isSayable ? locate(kind) : NOTHING };
    });
  });
  const thresholds = probabilities.map(setThreshold);
  const verdicts = posts.map((post, number) => {
    const labels = opinions[number]!.flatMap((judged) => {
      const holds = said.get(`${judged.kind} ${post.id}`);
      const { threshold } = thresholds[judged.k]!;
      if (!(holds ?? judged.probability >= threshold)) return NOTHING;
      const probability = holds === undefined ? judged.probability : 1;
      return { judged, probability, over: probability - threshold };
    });
    return toVerdict(post, labels, positions[number]!);
  });
  return { verdicts, thresholds };
}

type Judged = {
  readonly kind: ToldKind;
  /** Its place in `TOLD_KINDS`. */
  readonly k: number;
  readonly probability: number;
  readonly start: number;
  readonly end: number;
  /** Where the words of the strongest reasons stand; see `locate`. */
  readonly cues: readonly number[];
};
type SaidLabel = { readonly judged: Judged; readonly probability: number; readonly over: number };

/** Below this no threshold lies: reasons for what will not be said are not worth keeping for every post. */
const NEVER_SAID = 0.15;
const NOTHING: readonly never[] = [];

/** The main kind is the one that is furthest above its threshold; ties go to the kind listed first. */
function toVerdict(post: EnginePost, labels: readonly SaidLabel[], position: ThreadPosition | null): KindVerdict {
  const sorted = [...labels].sort((a, b) => b.over - a.over || a.judged.k - b.judged.k);
  const main = sorted[0];
  if (main === undefined) return { ...UNTOLD, position };
  return {
    kind: main.judged.kind,
    score: roundTo(main.probability, DECIMALS),
    cues: readCues(post, main.judged.cues),
    labels: sorted.map(({ judged: { kind, start, end }, probability }) => ({
      ...{ kind, probability: roundTo(probability, DECIMALS) },
      ...spanIn(post, start, end),
    })),
    position,
  };
}

function readCues(post: EnginePost, places: readonly number[]): string[] {
  const text = joinText(post);
  const words: string[] = [];
  for (let i = 0; i < places.length; i += 2) words.push(text.slice(places[i]!, places[i + 1]!).trim());
  return [...new Set(words.filter((word) => word !== ''))];
}

/** A span of the joined text as one of the title or of the text. */
export function spanIn(post: EnginePost, start: number, end: number) {
  const shift = joinText(post).length - post.text.length;
  if (shift === 0 || start >= shift) return { start: start - shift, end: end - shift, isInTitle: false };
  return { start, end: Math.min(end, shift - 1), isInTitle: true };
}

/** The text that kinds are told from: a title that the text does not repeat is its first line. */
export function joinText({ title, text }: Pick<EnginePost, 'title' | 'text'>): string {
  return title && !text.startsWith(title) ? `${title}\n${text}` : text;
}

function correctModel(
  model: KindsModel,
  posts: readonly EnginePost[],
  positions: readonly (ThreadPosition | null)[],
  corrections: readonly KindCorrection[],
): KindsModel {
  const byPost = new Map<string, KindCorrection[]>();
  for (const correction of corrections) {
    byPost.set(correction.postId, [...(byPost.get(correction.postId) ?? []), correction]);
  }
  const learned = posts.flatMap((post, number) => {
    const own = byPost.get(post.id);
    if (own === undefined) return [];
    return {
      ...{ text: joinText(post), position: positions[number]!, source: 'corrections' },
      labels: own.filter(({ holds }) => holds).map(({ kind }) => kind),
      judged: own.map(({ kind }) => kind),
    };
  });
  return learnCorrections(model, learned);
}
