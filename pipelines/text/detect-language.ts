import { type ListedLanguage, STOP_WORDS, stopWordsOf } from './stop-words.ts';

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{sc=Hira}\p{sc=Kana}]/u, 'ja'],
  [/\p{sc=Han}/u, 'zh'],
  [/\p{sc=Thai}/u, 'th'],
  [/\p{sc=Hang}/u, 'ko'],
  [/\p{sc=Cyrl}/u, 'ru'],
  [/\p{sc=Arab}/u, 'ar'],
  [/\p{sc=Grek}/u, 'el'],
  [/\p{sc=Hebr}/u, 'he'],
  [/\p{sc=Deva}/u, 'hi'],
];
/** Fewer different function words than this, or a smaller share of a post's words, is a guess: "los" is in Los Angeles, too. */
const MIN_WORDS = 2;
const MIN_SHARE = 0.15;
/** Question words that the stop words leave out because they tell intents apart; they tell a language, too. */
const ENGLISH_QUESTIONS = ['how', 'what', 'when', 'which', 'why'];

/** The language that a word's script gives away, if any. */
export function languageOfScript(word: string): string | undefined {
  if (word.charCodeAt(0) < 0x370) return undefined;
  return SCRIPTS.find(([pattern]) => pattern.test(word))?.[1];
}

/** For each word a bit mask over `languages`: those in which it is a function word. */
export function createFunctionWords(): {
  readonly languages: readonly ListedLanguage[];
  readonly maskOf: (word: string) => number;
} {
  const languages = Object.keys(STOP_WORDS) as ListedLanguage[];
  const masks = new Map<string, number>();
  for (const [bit, language] of languages.entries()) {
    const asking = language === 'en' ? ENGLISH_QUESTIONS : [];
    for (const word of [...stopWordsOf(language), ...asking]) masks.set(word, (masks.get(word) ?? 0) | (1 << bit));
  }
  return { languages, maskOf: (word) => masks.get(word) ?? 0 };
}

/**
 * The index of the language with the most different function words among `wordCount` different words, or -1. Ties and
 * thin evidence give -1.
 */
export function pickLanguage(hits: Int32Array, wordCount: number): number {
  let best = -1;
  let isTie = false;
  for (let i = 0; i < hits.length; i += 1) {
    if (hits[i]! < Math.max(MIN_WORDS, wordCount * MIN_SHARE)) continue;
    if (best >= 0 && hits[i] === hits[best]) isTie = true;
    if (best < 0 || hits[i]! > hits[best]!) {
      best = i;
      isTie = false;
    }
  }
  return isTie ? -1 : best;
}
