import { hashPair } from '#pipelines/numerics/hash.ts';
import { END, featureHash, PAIR, START, WORD } from './feature-names.ts';
import { FACT, FACT_COUNT, type Lexicon, SENTIMENT_PARTS } from './lexicon.ts';
import { maskProse } from './mask-prose.ts';
import type { PatternMatcher } from './patterns.ts';
import { createScan, SIGNS, scanWords } from './scan-words.ts';

/** Where a post stands in its thread: it opens it, its author goes on, or somebody else answers. */
export type ThreadPosition = 'opener' | 'own_reply' | 'reply';

export type FeatureGroup = 'word' | 'pair' | 'pattern' | 'mood' | 'shape';

/** Takes the features of a post as they are read. `from` and `to` are offsets in the text. */
export type FeatureSink = (feature: Feature) => void;
export type Feature = {
  hash: number;
  group: FeatureGroup;
  sentence: number;
  from: number;
  to: number;
  /** Written only when somebody asks: names are for training. */
  name: () => string;
};

/** A sentence of the text, by offsets. */
export type SentenceSpan = { readonly start: number; readonly end: number };

export type FeatureReader = (
  text: string,
  position: ThreadPosition | null,
  sink: FeatureSink,
) => readonly SentenceSpan[];

/** What a post does stands at its beginning and its end; the middle of a long one is detail, and a pasted log costs nothing. */
const HEAD_LENGTH = 1200;
const TAIL_LENGTH = 400;
const NEGATION_REACH = 3;
const PAIR_END = hashPair(END, PAIR) | 0;

/** Reads what the model weighs: words, pairs of words, named patterns, mood, shape and place in the thread. */
export function createFeatureReader(lexicon: Lexicon, matcher: PatternMatcher): FeatureReader {
  const negation = 1 << lexicon.classNames.indexOf('not');
  const patternNames = matcher.names.map((name) => `pattern ${name}`);
  const patternHashes = patternNames.map(featureHash);

  const scan = createScan();
  /** Words of the post at hand. */
  let entries = new Int32Array(1024);
  /** What the feature is of: entries of the lexicon, -1 for the begin or the end of a sentence, or a name. */
  let left = -1;
  let right = -1;
  let written = '';
  const nameOf = {
    word: () => `word ${lexicon.stemText(right)}`,
    pair: () => `pair ${left < 0 ? '^' : lexicon.wordText(left)} ${right < 0 ? '$' : lexicon.wordText(right)}`,
    pattern: () => written,
    mood: () => written,
    shape: () => written,
  };
  const feature: Feature = { hash: 0, group: 'word', sentence: 0, from: 0, to: 0, name: nameOf.word };

  return (text, position, sink) => {
    const emit = (hash: number, group: FeatureGroup, sentence: number, from: number, to: number) => {
      feature.hash = hash;
      feature.group = group;
      feature.sentence = sentence;
      feature.from = from;
      feature.to = to;
      feature.name = nameOf[group];
      sink(feature);
    };
    lexicon.forget();
    scan.hashes.clear();
    scan.starts.clear();
    scan.ends.clear();
    scan.sentences.clear();
    if (text.length <= HEAD_LENGTH + TAIL_LENGTH) scanWords(maskProse(text), 0, scan);
    else {
      scanWords(maskProse(text.slice(0, HEAD_LENGTH)), 0, scan);
      const tail = text.length - TAIL_LENGTH;
      scanWords(maskProse(text.slice(tail)), tail, scan);
    }
    const count = scan.hashes.count();
    const raw = scan.hashes.view();
    const starts = scan.starts.view();
    const ends = scan.ends.view();
    const firsts = scan.sentences.view();
    if (count > entries.length) entries = new Int32Array(count * 2);
    for (let i = 0; i < count; i += 1) entries[i] = lexicon.entryOf(raw[i]!, text, starts[i]!, ends[i]!);
    const facts = lexicon.facts();

    const sentence = { entries, facts, from: 0, to: 0 };
    let number = 0;
    const found = (name: number, first: number, last: number) => {
      written = patternNames[name]!;
      emit(patternHashes[name]!, 'pattern', number, starts[first]!, ends[Math.max(first, last - 1)]!);
    };
    const spans: SentenceSpan[] = [];
    let highest = 0;
    let lowest = 0;
    let sum = 0;
    let questionCount = 0;
    let exclamationCount = 0;
    for (let s = 0; s < firsts.length; s += 1) {
      const from = firsts[s]!;
      const to = s + 1 < firsts.length ? firsts[s + 1]! : count;
      const start = starts[from]!;
      const end = ends[to - 1]!;
      spans.push({ start, end });
      let mood = 0;
      let negatedUntil = -1;
      let before = START;
      for (let i = from; i < to; i += 1) {
        const entry = entries[i]!;
        const fact = entry * FACT_COUNT;
        const hash = facts[fact + FACT.canonical]!;
        if (facts[fact + FACT.word] === 0) {
          facts[fact + FACT.word] = hashPair(lexicon.stemmed(entry), WORD);
          facts[fact + FACT.pair] = hashPair(hash, PAIR);
        }
        left = i === from ? -1 : entries[i - 1]!;
        right = entry;
        emit(facts[fact + FACT.word]!, 'word', s, starts[i]!, ends[i]!);
        const begin = i === from ? start : starts[i - 1]!;
        emit(hashPair(before, facts[fact + FACT.pair]!) | 0, 'pair', s, begin, ends[i]!);
        if (i === to - 1) {
          left = entry;
          right = -1;
          emit(hashPair(hash, PAIR_END) | 0, 'pair', s, starts[i]!, ends[i]!);
        }
        before = hash;
        if (facts[fact + FACT.classes]! & negation) negatedUntil = i + NEGATION_REACH;
        const strength = facts[fact + FACT.sentiment]! / SENTIMENT_PARTS;
        // "not great" is mild dispraise; "not bad" is faint praise.
        mood += i <= negatedUntil ? -strength / 2 : strength;
        if (hash === SIGNS.question) questionCount += 1;
        if (hash === SIGNS.exclamation) exclamationCount += 1;
      }
      if (mood > highest) highest = mood;
      if (mood < lowest) lowest = mood;
      sum += mood;
      number = s;
      sentence.from = from;
      sentence.to = to;
      matcher.match(sentence, found);
    }

    const whole = (name: string, group: FeatureGroup) => {
      written = name;
      emit(featureHash(name), group, -1, 0, 0);
    };
    for (const name of moodNames(highest, lowest, sum)) whole(name, 'mood');
    if (questionCount > 1) whole('shape several question marks', 'shape');
    if (exclamationCount > 2) whole('shape many exclamation marks', 'shape');
    whole(
      `shape length ${count < 4 ? 'of a few words' : count < 12 ? 'of a line' : count < 40 ? 'of some lines' : count < 120 ? 'of a paragraph' : 'of a page'}`,
      'shape',
    );
    if (firsts.length === 1) whole('shape one sentence', 'shape');
    if (position !== null) whole(POSITION_NAMES[position], 'shape');
    return spans;
  };
}

const POSITION_NAMES: Readonly<Record<ThreadPosition, string>> = {
  opener: 'shape opens a thread',
  own_reply: 'shape goes on in an own thread',
  reply: 'shape answers somebody',
};

function moodNames(highest: number, lowest: number, sum: number): string[] {
  const names: string[] = [];
  if (highest >= 2) names.push('mood warm words');
  if (highest >= 4) names.push('mood very warm words');
  if (lowest <= -2) names.push('mood harsh words');
  if (lowest <= -4) names.push('mood very harsh words');
  if (sum >= 1) names.push('mood warm on the whole');
  if (sum >= 5) names.push('mood very warm on the whole');
  if (sum <= -1) names.push('mood harsh on the whole');
  if (sum <= -4) names.push('mood very harsh on the whole');
  if (highest >= 2 && lowest <= -2) names.push('mood both warm and harsh words');
  if (highest < 1 && lowest > -1) names.push('mood neither warm nor harsh words');
  return names;
}
