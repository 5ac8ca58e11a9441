import { createGrowingInts } from '#pipelines/numerics/growing-ints.ts';
import { ALONE, cutSpans, eachPiece, type Pool, shareInts, type Task } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { createFunctionWords, languageOfScript, pickLanguage } from './detect-language.ts';
import { type CountedLines, createLineTest, dropRepeatedLines, type IsRepeatedLine } from './find-repeated-lines.ts';
import { smallTalkOf } from './small-talk.ts';
import { stem } from './stem.ts';
import { stopWordsOf } from './stop-words.ts';
import { stripMarkup } from './strip-markup.ts';
import { BREAK, createTokeniser } from './tokenise.ts';

/** The stems of all posts in one array; post p has `stems[offsets[p] .. offsets[p + 1])`, with BREAK between clauses. */
export type TokenisedPosts = {
  readonly offsets: Int32Array;
  readonly stems: Int32Array;
  /** The number of the word that each of `stems` was made of, at the same place; BREAK beside BREAK. */
  readonly wordNumbers: Int32Array;
  /** The numbers of the words that carry no matter (function words, small talk): post p has `silent[silentOffsets[p] .. silentOffsets[p + 1])`. */
  readonly silent: Int32Array;
  readonly silentOffsets: Int32Array;
  /** Lower-case words by number. */
  readonly words: readonly string[];
  /** Stems by number. */
  readonly vocabulary: readonly string[];
  /** Language of each post, ISO 639-1; the most frequent one where a post does not say. */
  readonly languages: readonly string[];
};

/** What is known of posts without a word of text. */
export type PostNumbers = Omit<TokenisedPosts, 'words' | 'vocabulary'>;

/** Enough for what a post is about; what follows in longer posts is detail that blurs it. */
export const MAX_TOKENS = 320;
/** Posts that are a piece of work. */
const PIECE = 500;
/** A word of a thread that has no number yet. */
const UNNUMBERED = -1;
/** In a table of stems: a word that was not looked up, and one that says nothing about the matter. */
const UNKNOWN = 0;
const SILENT = -1;

/**
 * Prose, tokens, language, stop words, stems: everything that is done to one post before posts are compared.
 *
 * @param lines of the community; null: none is repeated.
 * @param options.community language of posts that do not say, ISO 639-1; without it the most frequent one of those that do.
 */
export function tokenisePosts(
  posts: readonly EnginePost[],
  lines: CountedLines | null = null,
  {
    community,
    pool = ALONE,
    onPost = () => {},
  }: { readonly community?: string | undefined; readonly pool?: Pool; readonly onPost?: (done: number) => void } = {},
): TokenisedPosts {
  // Room for what there will be: growing by doubling would touch twice the memory.
  const tokens = createGrowingInts(estimateTokens(posts));
  const ends = new Int32Array(posts.length);
  const detected: (string | undefined)[] = [];
  const { words, renumber } = createNumbering();
  const spans = cutSpans(posts.length, PIECE);
  const pieces = spans.map(({ start, end }) =>
    posts.slice(start, end).map(({ title, text, language }) => ({ title, text, language })),
  );
  eachPiece(pool, READ_POSTS, { lines }, pieces, (read, piece) => {
    const { start, end } = spans[piece]!;
    const before = tokens.count();
    tokens.append(renumber(read));
    for (let post = start; post < end; post += 1) ends[post] = before + read.ends[post - start]!;
    detected.push(...read.detected);
    onPost(end);
  });
  const fallback = community ?? mostFrequent(detected) ?? 'en';
  const languages = detected.map((language) => language ?? fallback);
  return { ...readMatter(tokens.view(), ends, languages, words), words, languages };
}

/** A post as far as reading it needs. */
type PostToRead = Pick<EnginePost, 'title' | 'text' | 'language'>;

/** Tokens of some posts, one after the other, as one thread numbers words. */
type PostsRead = {
  readonly hand: number;
  /** Words that the thread met here first: they go on where those of the piece that it read before ended. */
  readonly newWords: readonly string[];
  readonly tokens: Int32Array;
  /** Where the tokens of each post end. */
  readonly ends: Int32Array;
  /** Language of each, where it says. */
  readonly detected: readonly (string | undefined)[];
};

/** Splits posts into words. */
export const READ_POSTS: Task<{ lines: CountedLines | null }, readonly PostToRead[], PostsRead> = {
  name: 'read-posts',
  isInOrder: true,
  prepare({ lines }, hand) {
    const isRepeatedLine = createLineTest(lines);
    const tokeniser = createTokeniser();
    const detect = createPostDetector(tokeniser.words);
    const tokens = createGrowingInts();
    let sentCount = 0;
    return (posts) => {
      tokens.clear();
      const ends = new Int32Array(posts.length);
      const detected = posts.map((post, i) => {
        const own = tokeniser.tokenise(featureText(post, isRepeatedLine), MAX_TOKENS);
        tokens.append(own);
        ends[i] = tokens.count();
        return post.language ?? detect(own);
      });
      const newWords = tokeniser.words.slice(sentCount);
      sentCount = tokeniser.words.length;
      return { hand, newWords, tokens: tokens.view().slice(), ends, detected };
    };
  },
};

/** Numbers words as they are met, post by post, however the threads that read them did. */
function createNumbering() {
  const words: string[] = [];
  const numberOf = new Map<string, number>();
  /** Of each thread its words, and for each of them its number or `UNNUMBERED`. */
  const known: { readonly words: string[]; readonly numbers: number[] }[] = [];

  /** The tokens of a piece; the pieces come in the order of their posts. */
  function renumber({ hand, newWords, tokens }: PostsRead): Int32Array {
    known[hand] ??= { words: [], numbers: [] };
    const own = known[hand];
    for (const word of newWords) {
      own.words.push(word);
      own.numbers.push(UNNUMBERED);
    }
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i]!;
      if (token === BREAK) continue;
      if (own.numbers[token] === UNNUMBERED) own.numbers[token] = numberWord(own.words[token]!);
      tokens[i] = own.numbers[token]!;
    }
    return tokens;
  }

  function numberWord(word: string): number {
    const number = numberOf.get(word) ?? words.length;
    if (number < words.length) return number;
    numberOf.set(word, number);
    words.push(word);
    return number;
  }

  return { words, renumber };
}

/**
 * Tells words of matter from silent ones and looks their stems up. `tokens` become the word numbers: words of matter first,
 * the silent ones behind them, so that the memory is used twice.
 */
function readMatter(
  tokens: Int32Array,
  ends: Int32Array,
  languages: readonly string[],
  words: readonly string[],
): Omit<TokenisedPosts, 'words' | 'languages'> {
  const stemming = createStemTable(words);
  const offsets = new Int32Array(ends.length + 1);
  const silentOffsets = new Int32Array(ends.length + 1);
  // First room for the silent words, then for the stems.
  const room = shareInts(tokens.length);
  let count = 0;
  let silentCount = 0;
  let at = 0;
  for (const [post, end] of ends.entries()) {
    const table = stemming.tableOf(languages[post]!);
    for (; at < end; at += 1) {
      const word = tokens[at]!;
      if (word !== BREAK && stemming.lookUp(word, table) === SILENT) {
        room[silentCount] = word;
        silentCount += 1;
      } else {
        tokens[count] = word;
        count += 1;
      }
    }
    offsets[post + 1] = count;
    silentOffsets[post + 1] = silentCount;
  }
  tokens.set(room.subarray(0, silentCount), count);
  const [stems, wordNumbers, silent] = [room.subarray(0, count), tokens.subarray(0, count), tokens.subarray(count)];
  for (const [post, language] of languages.entries()) {
    const { ids } = stemming.tableOf(language);
    for (let i = offsets[post]!; i < offsets[post + 1]!; i += 1) {
      const word = wordNumbers[i]!;
      stems[i] = word === BREAK ? BREAK : ids[word]! - 1;
    }
  }
  return { offsets, stems, wordNumbers, silent, silentOffsets, vocabulary: stemming.vocabulary };
}

const CHARACTERS_PER_TOKEN = 4;

function estimateTokens(posts: readonly EnginePost[]): number {
  let count = 1;
  for (const { text } of posts) count += Math.min(MAX_TOKENS, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
  return count;
}

/** The prose that features are made from. A title that the text does not repeat counts as its first line. */
export function featureText(post: Pick<EnginePost, 'title' | 'text'>, isRepeatedLine: IsRepeatedLine): string {
  const body = stripMarkup(dropRepeatedLines(post.text, isRepeatedLine));
  if (!post.title || post.text.startsWith(post.title)) return body;
  return `${stripMarkup(post.title)}\n${body}`;
}

type StemTable = {
  readonly language: string;
  /** Words that say nothing about the matter. */
  readonly silentWords: ReadonlySet<string>;
  /** Stem numbers + 1 by word number. */
  readonly ids: Int32Array;
};

function createStemTable(words: readonly string[]) {
  const vocabulary: string[] = [];
  const idOf = new Map<string, number>();
  const byLanguage = new Map<string, StemTable>();

  function intern(text: string): number {
    const known = idOf.get(text);
    if (known !== undefined) return known;
    idOf.set(text, vocabulary.length);
    vocabulary.push(text);
    return vocabulary.length - 1;
  }

  /** All words must be known by now. */
  function tableOf(language: string): StemTable {
    const known = byLanguage.get(language);
    if (known !== undefined) return known;
    const silentWords = new Set([...stopWordsOf(language), ...smallTalkOf(language)]);
    const table = { language, silentWords, ids: new Int32Array(words.length) };
    byLanguage.set(language, table);
    return table;
  }

  function lookUp(word: number, table: StemTable): number {
    const known = table.ids[word]!;
    if (known !== UNKNOWN) return known;
    const text = words[word]!;
    const id = table.silentWords.has(text) || isNoise(text) ? SILENT : intern(stem(text, table.language)) + 1;
    table.ids[word] = id;
    return id;
  }

  return { vocabulary, tableOf, lookUp };
}

/** Single Latin letters, numbers but those of three or four digits (404, 2012), kana particles and symbols carry no matter. */
function isNoise(word: string): boolean {
  return /^(?:[a-z]|\d{1,2}|\d{5,}|[\p{sc=Hira}]{1,2}|[^\p{L}\p{N}]+)$/u.test(word);
}

/** Beside the bits of languages: the word's script tells one. */
const HAS_SCRIPT = 1 << 30;

function createPostDetector(words: readonly string[]): (tokens: Int32Array) => string | undefined {
  const { languages, maskOf } = createFunctionWords();
  const hits = new Int32Array(languages.length);
  const scripts = new Map<number, string>();
  // For each word, side by side: the last post that said it, and what it tells of a language.
  let traits = new Int32Array(1 << 12);
  let known = 0;
  let post = 0;

  function learnWords(): void {
    if (traits.length < 2 * words.length) {
      const larger = new Int32Array(4 * words.length);
      larger.set(traits);
      traits = larger;
    }
    for (; known < words.length; known += 1) {
      const script = languageOfScript(words[known]!);
      if (script !== undefined) scripts.set(known, script);
      traits[2 * known + 1] = maskOf(words[known]!) | (script === undefined ? 0 : HAS_SCRIPT);
    }
  }

  return (tokens) => {
    learnWords();
    post += 1;
    hits.fill(0);
    let wordCount = 0;
    let scriptCount = 0;
    let script: string | undefined;
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i]!;
      if (token === BREAK || traits[2 * token] === post) continue;
      traits[2 * token] = post;
      wordCount += 1;
      let mask = traits[2 * token + 1]!;
      if (mask >= HAS_SCRIPT) {
        mask -= HAS_SCRIPT;
        scriptCount += 1;
        // Japanese is written with Chinese characters, too.
        if (script === undefined || script === 'zh') script = scripts.get(token);
      }
      for (; mask !== 0; mask &= mask - 1) hits[31 - Math.clz32(mask & -mask)]! += 1;
    }
    const best = pickLanguage(hits, wordCount);
    return best >= 0 ? languages[best] : scriptCount * 2 >= wordCount ? script : undefined;
  };
}

/** The value that comes most often, of several the first in code-unit order; those that are missing do not count. */
export function mostFrequent(values: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | undefined;
  for (const [value, count] of counts) {
    const most = best === undefined ? 0 : counts.get(best)!;
    if (count > most || (count === most && best !== undefined && value < best)) best = value;
  }
  return best;
}
