import { compareText } from '#pipelines/numerics/compare-text.ts';
import { logistic } from '#pipelines/numerics/exponential.ts';
import { featureHash } from './feature-names.ts';
import { TOLD_KINDS, type ToldKind } from './kind.ts';
import type { KindsModel } from './kinds-model.ts';
import { createLexicon } from './lexicon.ts';
import { createPatternMatcher } from './patterns.ts';
import { createFeatureReader, type ThreadPosition } from './read-features.ts';

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
  /** The strongest reasons for one kind, at most `most`. Ties by name. */
  readonly explain: (kind: ToldKind, most?: number) => KindReason[];
};
export type KindsJudge = (text: string, position?: ThreadPosition | null) => KindsOpinion;

const KIND_COUNT = TOLD_KINDS.length;
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

function compileModel(model: KindsModel): KindsJudge {
  const lexicon = createLexicon(model.lexicon);
  const read = createFeatureReader(lexicon, createPatternMatcher(model.patterns, lexicon.classNames));
  const names = Object.keys(model.weights);
  const weights = new Float64Array(names.length * KIND_COUNT);
  for (const [index, name] of names.entries()) weights.set(model.weights[name]!, index * KIND_COUNT);
  const find = indexHashes(names.map(featureHash));
  const lastPost = new Int32Array(names.length);
  const lastSentence = new Int32Array(names.length);
  let post = 0;
  let stamp = 0;

  return (text, position = null) => {
    post += 1;
    stamp += 1;
    const sums = new Float64Array(model.bias);
    const best = new Float64Array(KIND_COUNT).fill(Number.NEGATIVE_INFINITY);
    const bestSentence = new Int32Array(KIND_COUNT);
    const here = new Float64Array(KIND_COUNT);
    /** Index, from, to of every feature that the model knows, in the order of the text. */
    const hits: number[] = [];
    let sentence = 0;
    const closeSentence = () => {
      for (let k = 0; k < KIND_COUNT; k += 1) {
        if (here[k]! > best[k]! + 1e-9) {
          best[k] = here[k]!;
          bestSentence[k] = sentence;
        }
        here[k] = 0;
      }
      stamp += 1;
    };
    const spans = read(text, position, (feature) => {
      if (feature.sentence !== sentence) {
        closeSentence();
        sentence = feature.sentence;
      }
      const index = find(feature.hash);
      if (index < 0) return;
      const isNew = lastPost[index] !== post;
      const isNewHere = sentence >= 0 && lastSentence[index] !== stamp;
      if (isNew) hits.push(index, feature.from, feature.to);
      lastPost[index] = post;
      lastSentence[index] = stamp;
      for (let k = 0; k < KIND_COUNT; k += 1) {
        const weight = weights[index * KIND_COUNT + k]!;
        if (isNew) sums[k]! += weight;
        if (isNewHere) here[k]! += weight;
      }
    });
    return {
      kinds: TOLD_KINDS.map((kind, k) => {
        const { start, end } = spans[bestSentence[k]!] ?? { start: 0, end: 0 };
        return { kind, probability: logistic(sums[k]!), start, end };
      }),
      explain: (kind, most = REASON_COUNT) => pickReasons(text, hits, TOLD_KINDS.indexOf(kind), most),
    };
  };

  function pickReasons(text: string, hits: readonly number[], k: number, most: number): KindReason[] {
    const reasons: KindReason[] = [];
    for (let i = 0; i < hits.length; i += 3) {
      const weight = weights[hits[i]! * KIND_COUNT + k]!;
      if (weight <= 0) continue;
      reasons.push({ name: names[hits[i]!]!, weight, words: text.slice(hits[i + 1]!, hits[i + 2]!) });
    }
    return reasons.sort((a, b) => b.weight - a.weight || compareText(a.name, b.name)).slice(0, most);
  }
}

/** The position of a hash among `hashes`, or -1: open addressing, half full at most. */
function indexHashes(hashes: readonly number[]): (hash: number) => number {
  let size = 1024;
  while (size < hashes.length * 2) size *= 2;
  const table = new Int32Array(size).fill(-1);
  const keys = Int32Array.from(hashes, (hash) => hash | 0);
  const slotOf = (hash: number): number => {
    const key = hash | 0;
    let slot = (key ^ (key >>> 15)) & (size - 1);
    while (table[slot]! >= 0 && keys[table[slot]!] !== key) slot = (slot + 1) & (size - 1);
    return slot;
  };
  for (let i = 0; i < keys.length; i += 1) table[slotOf(keys[i]!)] = i;
  return (hash) => table[slotOf(hash)]!;
}
