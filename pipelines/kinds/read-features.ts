import { hashPair } from '#pipelines/numerics/hash.ts';
import { END, featureHash, PAIR, START, WORD } from './feature-names.ts';
import { FACT, FACT_COUNT, type Lexicon, SENTIMENT_PARTS } from './lexicon.ts';
import { maskProse } from './mask-prose.ts';
import { maskSignOff } from './mask-sign-off.ts';
import type { PatternMatcher, Sentence } from './patterns.ts';
import { createScan, SIGNS, scanWords } from './scan-words.ts';

/** Where a post stands in its thread: it opens it, its author goes on, or somebody else answers. */
export type ThreadPosition = 'opener' | 'own_reply' | 'reply';

export type FeatureGroup = 'word' | 'pair' | 'pattern' | 'mood' | 'shape';

/**
 * Gives a feature its number when it is first met, -1 to one that nobody weighs: of such nothing more is heard.
 *
 * @param name written only when somebody asks: names are for training.
 */
export type FeatureNumbering = (hash: number, group: FeatureGroup, name: () => string) => number;

/** Takes the features of a post as they are read; `from` and `to` are offsets in the text. Sentence -1 is the whole post. */
export type FeatureSink = (feature: number, sentence: number, from: number, to: number) => void;

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
const DENIAL_REACH = 2;
const PAIR_END = hashPair(END, PAIR) | 0;

/** What is remembered of a feature is its number and this, so that 0 is for what was not asked yet. */
const ASKED = 2;

/** Reads what the model weighs: words, pairs of words, named patterns, mood, shape and place in the thread. */
export function createFeatureReader(
  lexicon: Lexicon,
  matcher: PatternMatcher,
  numberOf: FeatureNumbering,
): FeatureReader {
  const negation = 1 << lexicon.classNames.indexOf('not');
  /** What may stand between a word of negation and what it denies. */
  const between = (1 << lexicon.classNames.indexOf('a')) | (1 << lexicon.classNames.indexOf('very'));
  const patternNumbers = new Int32Array(matcher.names.length);
  const scan = createScan(HEAD_LENGTH + TAIL_LENGTH);
  const { hashes, starts, ends } = scan;
  /** Words of the post at hand. */
  const entries = new Int32Array(HEAD_LENGTH + TAIL_LENGTH);
  /** What the feature is of that is asked for: entries of the lexicon, -1 for the begin or the end of a sentence. */
  let left = -1;
  let right = -1;
  const wordName = () => `word ${lexicon.stemText(right)}`;
  const pairName = () => `pair ${left < 0 ? '^' : lexicon.wordText(left)} ${right < 0 ? '$' : lexicon.wordText(right)}`;

  /** Writes what is remembered of a word when it is first met. */
  function learnWord(facts: Int32Array, entry: number): void {
    const fact = entry * FACT_COUNT;
    right = entry;
    facts[fact + FACT.word] = numberOf(hashPair(lexicon.stemmed(entry), WORD) | 0, 'word', wordName) + ASKED;
    facts[fact + FACT.pair] = hashPair(facts[fact + FACT.canonical]!, PAIR);
  }

  function numberPair(leftEntry: number, rightEntry: number, hash: number): number {
    left = leftEntry;
    right = rightEntry;
    return numberOf(hash, 'pair', pairName);
  }

  function numberPattern(pattern: number): number {
    if (patternNumbers[pattern] === 0) {
      const name = `pattern ${matcher.names[pattern]!}`;
      patternNumbers[pattern] = numberOf(featureHash(name), 'pattern', () => name) + ASKED;
    }
    return patternNumbers[pattern]! - ASKED;
  }

  /** Of what a word of negation stands before: only its kind is left of a pattern. */
  function numberDenied(pattern: number): number {
    const name = `pattern ${matcher.names[pattern]!.split('.')[0]!}.denied`;
    return numberOf(featureHash(name), 'pattern', () => name);
  }

  /** The word that denies what begins at `first`, or -1: "no crash", "no more crashes", "without any crash", "don't really hate". */
  function findDenial({ facts, from }: Sentence, first: number): number {
    for (let i = first - 1; i >= from && i >= first - DENIAL_REACH; i -= 1) {
      const classes = facts[entries[i]! * FACT_COUNT + FACT.classes]!;
      if (classes & negation) return i;
      if ((classes & between) === 0) return -1;
    }
    return -1;
  }

  function scanPost(text: string): void {
    scan.wordCount = 0;
    scan.sentenceCount = 0;
    if (text.length <= HEAD_LENGTH + TAIL_LENGTH) {
      scanWords(readProse(text), 0, scan);
      return;
    }
    scanWords(readProse(text.slice(0, HEAD_LENGTH)), 0, scan);
    const tail = text.length - TAIL_LENGTH;
    scanWords(readProse(text.slice(tail)), tail, scan);
  }

  return (text, position, sink) => {
    lexicon.forget();
    scanPost(text);
    const { wordCount, sentences, sentenceCount } = scan;
    for (let i = 0; i < wordCount; i += 1) entries[i] = lexicon.entryOf(hashes[i]!, text, starts[i]!, ends[i]!);
    const facts = lexicon.facts();

    const sentence = { entries, facts, from: 0, to: 0 };
    let number = 0;
    const found = (pattern: number, first: number, last: number) => {
      const denial = findDenial(sentence, first);
      const feature = denial < 0 ? numberPattern(pattern) : numberDenied(pattern);
      if (feature >= 0) sink(feature, number, starts[denial < 0 ? first : denial]!, ends[Math.max(first, last - 1)]!);
    };
    const spans: SentenceSpan[] = [];
    let highest = 0;
    let lowest = 0;
    let sum = 0;
    let questionCount = 0;
    let exclamationCount = 0;
    for (number = 0; number < sentenceCount; number += 1) {
      const from = sentences[number]!;
      const to = number + 1 < sentenceCount ? sentences[number + 1]! : wordCount;
      spans.push({ start: starts[from]!, end: ends[to - 1]! });
      let mood = 0;
      let negatedUntil = -1;
      let before = START;
      for (let i = from; i < to; i += 1) {
        const entry = entries[i]!;
        const fact = entry * FACT_COUNT;
        if (facts[fact + FACT.word] === 0) learnWord(facts, entry);
        const word = facts[fact + FACT.word]! - ASKED;
        if (word >= 0) sink(word, number, starts[i]!, ends[i]!);
        const begin = Math.max(from, i - 1);
        const pairHash = hashPair(before, facts[fact + FACT.pair]!) | 0;
        const pair = numberPair(i === from ? -1 : entries[begin]!, entry, pairHash);
        if (pair >= 0) sink(pair, number, starts[begin]!, ends[i]!);
        before = facts[fact + FACT.canonical]!;
        if (facts[fact + FACT.classes]! & negation) negatedUntil = i + NEGATION_REACH;
        const strength = facts[fact + FACT.sentiment]! / SENTIMENT_PARTS;
        // "not great" is mild dispraise; "not bad" is faint praise.
        mood += i <= negatedUntil ? -strength / 2 : strength;
        if (before === SIGNS.question) questionCount += 1;
        if (before === SIGNS.exclamation) exclamationCount += 1;
      }
      const ending = numberPair(entries[to - 1]!, -1, hashPair(before, PAIR_END) | 0);
      if (ending >= 0) sink(ending, number, starts[to - 1]!, ends[to - 1]!);
      if (mood > highest) highest = mood;
      if (mood < lowest) lowest = mood;
      sum += mood;
      sentence.from = from;
      sentence.to = to;
      matcher.match(sentence, found);
    }

    const whole = (name: string, group: FeatureGroup) => {
      const feature = numberOf(featureHash(name), group, () => name);
      if (feature >= 0) sink(feature, -1, 0, 0);
    };
    for (const name of moodNames(highest, lowest, sum)) whole(name, 'mood');
    if (questionCount > 1) whole('shape several question marks', 'shape');
    if (exclamationCount > 2) whole('shape many exclamation marks', 'shape');
    whole(
      `shape length ${wordCount < 4 ? 'of a few words' : wordCount < 12 ? 'of a line' : wordCount < 40 ? 'of some lines' : wordCount < 120 ? 'of a paragraph' : 'of a page'}`,
      'shape',
    );
    if (sentenceCount === 1) whole('shape one sentence', 'shape');
    if (position !== null) whole(POSITION_NAMES[position], 'shape');
    return spans;
  };
}

function readProse(text: string): string {
  return maskSignOff(maskProse(text));
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
