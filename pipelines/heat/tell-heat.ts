import type { Mention } from '#pipelines/mentions/mention.ts';
import { ownWords } from '#pipelines/mentions/own-words.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { HEAT_WORDS } from './heat-words.ts';

/** A sign of incivility: `name` is its list in `heat-words.ts`, or `shouting` or `marks`. */
export type HeatSign = Mention & { readonly weight: number };
export type Heat = {
  /** 0 to 1: how uncivil the words are. A sign for readers, never a verdict on a person. */
  readonly score: number;
  /** What gave it away, in the order of the text. */
  readonly signs: readonly HeatSign[];
};

/** From here on a post is marked: one plain insult, or two lesser signs. */
export const HEATED = 0.5;
const SHOUTING = 0.3;
const MARKS = 0.15;
/** Names, formats and error codes are written in capitals as well: only several such words in a row shout. */
const SHOUTED = /(?<![\p{L}\p{N}_])\p{Lu}{2,}(?:[ ,']+\p{Lu}{2,}){3,}(?![\p{L}\p{N}_])/gu;
const MANY_MARKS = /[!?！？]{3,}/gu;
/** "not stupid", "no joke" and what people call themselves or their own mistakes. */
const DENIED =
  /(?:\b(?:not|isn['’]?t|wasn['’]?t|aren['’]?t|never|no|hardly|i am|i['’]m|i was|i feel|my own|feel like an?|sounds?|for being|silly or|maybe a|may be a)(?: (?:an?|the|so|such|that|too|being|really|completely|totally|just|any))*\s*)$/iu;

const LISTS = parse(HEAT_WORDS);

/** How uncivil a text is: each kind of sign counts once, and what is quoted not at all. */
export function tellHeat(text: string): Heat {
  const words = ownWords(text);
  const signs = [
    ...LISTS.flatMap(({ name, weight, pattern }) => find(words, pattern, name, weight)),
    ...find(words, SHOUTED, 'shouting', SHOUTING),
    ...find(words, MANY_MARKS, 'marks', MARKS),
  ].sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  const strongest = new Map<string, number>();
  for (const { name, weight } of signs) strongest.set(name, weight);
  let calm = 1;
  for (const weight of strongest.values()) calm *= 1 - weight;
  return { score: roundTo(1 - calm, 4), signs };
}

function find(words: string, pattern: RegExp, name: string, weight: number): HeatSign[] {
  return [...words.matchAll(pattern)]
    .filter(({ index }) => !DENIED.test(words.slice(Math.max(0, index - 30), index)))
    .map((match) => ({ name, weight, startOffset: match.index, endOffset: match.index + match[0].length }));
}

/** @throws SyntaxError naming the line that is no list. */
function parse(source: string) {
  return source
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const found = /^(\d(?:\.\d+)?) ([a-z]+): (.+)$/.exec(line);
      if (!found) throw new SyntaxError(`heat-words.ts: "${line.slice(0, 60)}" is no list of words.`);
      const [, weight, name = '', list = ''] = found;
      const phrases = list.split('|').map((phrase) => toPattern(phrase.trim()));
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${phrases.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
      return { name, weight: Number(weight), pattern };
    });
}

/** A star is a rest of a word, alone a whole one, inside a word one sign of it; apostrophes are written in two ways. */
function toPattern(phrase: string): string {
  return phrase
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/(?<= )\*(?= )/g, '\\p{L}+')
    .replace(/(?<=\S)\*(?=\S)/g, '\\S')
    .replace(/\*/g, '[\\p{L}*]*')
    .replace(/'/g, "['’]?")
    .replace(/ /g, '\\s+');
}
