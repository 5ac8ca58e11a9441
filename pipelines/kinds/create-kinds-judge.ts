import { compareText } from '#pipelines/numerics/compare-text.ts';
import { logistic } from '#pipelines/numerics/exponential.ts';
import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import { featureHash } from './feature-names.ts';
import { TOLD_KINDS, type ToldKind } from './kind.ts';
import type { KindsModel } from './kinds-model.ts';
import { createLexicon } from './lexicon.ts';
import { createPatternMatcher } from './patterns.ts';
import { createFeatureReader, type ThreadPosition } from './read-features.ts';
import { tellsByItself } from './tells-by-itself.ts';

/** What speaks for a kind: a named feature, how much it adds to the log-odds, and the words that show it. */
export type KindReason = { readonly name: string; readonly weight: number; readonly words: string };

/** How likely a post is of one kind, and the sentence that shows it most, as offsets in the text. */
export type KindOpinion = {
  readonly kind: ToldKind;
  /** 0..1, calibrated on posts that were left out while learning. */
  readonly probability: number;
  readonly start: number;
  readonly end: number;
};

/** What a model says of one post. */
export type KindsOpinion = {
  /** One for each of `TOLD_KINDS`, in their order. */
  readonly kinds: readonly KindOpinion[];
  /**
   * Reasons for one kind, at most `most`. Each is a feature of the post with what it truly adds. Those that a person can read
   * come first, strongest first: patterns, moods, words with content. Function words and shape, be they stronger, only fill
   * what is left: these are the reasons that explain most, not always the five greatest summands. Ties by name.
   */
  readonly explain: (kind: ToldKind, most?: number) => KindReason[];
  /** Where the words of the strongest reasons stand: from and to of each, in turn. */
  readonly locate: (kind: ToldKind) => number[];
};
export type KindsJudge = (text: string, position?: ThreadPosition | null) => KindsOpinion;

const KIND_COUNT = TOLD_KINDS.length;
/**
 * Of each feature a weight for each kind, and behind them, as integers, the last post and the last sentence that it was seen
 * in. What is read together stands in one line of the processor's cache.
 */
const ROW = 8;
const LAST_POST = 2 * KIND_COUNT;
const LAST_SENTENCE = LAST_POST + 1;
export const REASON_COUNT = 5;

/** A model is compiled once. */
const COMPILED = new WeakMap<KindsModel, KindsJudge>();

/** Tells kinds by a model. Pure: what is remembered of models and words only saves time. */
export function createKindsJudge(model: KindsModel): KindsJudge {
  const known = COMPILED.get(model);
  if (known !== undefined) return known;
  const judge = compileModel(model);
  COMPILED.set(model, judge);
  return judge;
}

/** A post speaks by its strongest sentence; the others count by this share, so that a long story is no complaint by its length. */
const SHARE_OF_ALL = 0.6;

function compileModel(model: KindsModel): KindsJudge {
  const lexicon = createLexicon(model.lexicon);
  const names = Object.keys(model.weights).sort(compareText);
  const weights = new Float64Array(names.length * ROW);
  for (const [index, name] of names.entries()) weights.set(model.weights[name]!, index * ROW);
  const isReadable = Uint8Array.from(names, (name) => (tellsByItself(name) ? 1 : 0));
  const lastSeen = new Int32Array(weights.buffer);
  const find = indexHashes(names.map(featureHash));
  let post = 0;
  let stamp = 0;
  /** Sums of weights: of the post's own features, of all its sentences together, of the one at hand and of the best one. */
  const whole = new Float64Array(KIND_COUNT);
  const all = new Float64Array(KIND_COUNT);
  const here = new Float64Array(KIND_COUNT);
  const best = new Float64Array(KIND_COUNT);
  const bestSentence = new Int32Array(KIND_COUNT);
  let sentence = 0;
  /** Index, from, to of every feature that the model knows, in the order of the text. */
  const hits = createGrowingInts(1024);

  const closeSentence = () => {
    for (let k = 0; k < KIND_COUNT; k += 1) {
      if (here[k]! > best[k]! + 1e-9) {
        best[k] = here[k]!;
        bestSentence[k] = sentence;
      }
      here[k] = 0;
    }
    stamp += 1;
    sentence += 1;
  };
  /** Of the post as a whole when `inSentence` is -1. */
  const take = (index: number, inSentence: number, from: number, to: number) => {
    while (sentence < inSentence) closeSentence();
    const first = index * ROW;
    if (lastSeen[2 * first + LAST_POST] !== post) {
      lastSeen[2 * first + LAST_POST] = post;
      hits.push(index);
      hits.push(from);
      hits.push(to);
      const into = inSentence < 0 ? whole : all;
      for (let k = 0; k < KIND_COUNT; k += 1) into[k]! += weights[first + k]!;
    }
    if (inSentence < 0 || lastSeen[2 * first + LAST_SENTENCE] === stamp) return;
    lastSeen[2 * first + LAST_SENTENCE] = stamp;
    for (let k = 0; k < KIND_COUNT; k += 1) here[k]! += weights[first + k]!;
  };
  const read = createFeatureReader(lexicon, createPatternMatcher(model.patterns, lexicon.classNames), find);

  const judge: KindsJudge = (text, position = null) => {
    post += 1;
    stamp += 1;
    whole.fill(0);
    all.fill(0);
    here.fill(0);
    best.fill(Number.NEGATIVE_INFINITY);
    bestSentence.fill(0);
    hits.clear();
    sentence = 0;
    const spans = read(text, position, take);
    while (sentence < spans.length) closeSentence();
    const kinds = TOLD_KINDS.map((kind, k) => {
      const { start, end } = spans[bestSentence[k]!] ?? { start: 0, end: 0 };
      const said = spans.length === 0 ? 0 : best[k]! + SHARE_OF_ALL * (all[k]! - best[k]!);
      return { kind, probability: logistic(model.bias[k]! + whole[k]! + said), start, end };
    });
    const own = post;
    /** What was found in this post: read again when another one was judged since. */
    const pick = (kind: ToldKind, most: number) => {
      if (post !== own) return null;
      return pickStrongest(TOLD_KINDS.indexOf(kind), most);
    };
    const again = () => judge(text, position);
    return {
      kinds,
      explain: (kind, most = REASON_COUNT) => {
        const picked = pick(kind, most);
        return picked === null ? again().explain(kind, most) : toReasons(text, picked, TOLD_KINDS.indexOf(kind));
      },
      locate: (kind) => {
        const picked = pick(kind, REASON_COUNT);
        if (picked === null) return again().locate(kind);
        const places: number[] = [];
        for (const i of picked) places.push(hits.at(i + 1), hits.at(i + 2));
        return places;
      },
    };
  };
  return judge;

  function toReasons(text: string, picked: readonly number[], k: number): KindReason[] {
    return picked.map((i) => ({
      name: names[hits.at(i)]!,
      weight: weights[hits.at(i) * ROW + k]!,
      words: text.slice(hits.at(i + 1), hits.at(i + 2)),
    }));
  }

  /** Places in `hits`. */
  function pickStrongest(k: number, most: number): number[] {
    const picked: number[] = [];
    const count = hits.count();
    for (let i = 0; i < count; i += 3) {
      const index = hits.at(i);
      if (weights[index * ROW + k]! <= 0) continue;
      let place = picked.length;
      while (place > 0 && isStronger(index, hits.at(picked[place - 1]!), k)) place -= 1;
      if (place >= most) continue;
      if (picked.length < most) picked.push(i);
      for (let later = picked.length - 1; later > place; later -= 1) picked[later] = picked[later - 1]!;
      picked[place] = i;
    }
    return picked;
  }

  /** What can be read comes before what cannot. Ties by name: features are numbered in the order of their names. */
  function isStronger(left: number, right: number, k: number): boolean {
    if (isReadable[left] !== isReadable[right]) return isReadable[left]! > isReadable[right]!;
    const difference = weights[left * ROW + k]! - weights[right * ROW + k]!;
    return difference === 0 ? left < right : difference > 0;
  }
}

/**
 * The position of a hash among `hashes`, or -1: open addressing, half full at most, keys beside their positions. Most
 * pairs of words are not there; a small table of bits says so without a look at the large one.
 */
function indexHashes(hashes: readonly number[]): (hash: number) => number {
  let size = 1024;
  while (size < hashes.length * 2) size *= 2;
  const table = new Int32Array(size * 2).fill(-1);
  const bits = new Int32Array(size >>> 3);
  for (const [position, hash] of hashes.entries()) {
    const key = hash | 0;
    const slot = slotOf(key);
    table[slot] = key;
    table[slot + 1] = position;
    const bit = bitOf(key);
    bits[bit >>> 5]! |= 1 << (bit & 31);
  }

  /** Four bits for each slot of the large table. */
  function bitOf(key: number): number {
    return (key >>> 3) & (size * 4 - 1);
  }

  function slotOf(key: number): number {
    let slot = ((key ^ (key >>> 15)) & (size - 1)) * 2;
    while (table[slot + 1]! >= 0 && table[slot] !== key) slot = (slot + 2) & (size * 2 - 1);
    return slot;
  }

  return (hash) => {
    const key = hash | 0;
    const bit = bitOf(key);
    return (bits[bit >>> 5]! & (1 << (bit & 31))) === 0 ? -1 : table[slotOf(key) + 1]!;
  };
}
