import { eld } from 'eld';
import { truncate } from './truncate.ts';

/** Below this many letters even a good guess is one of chance. */
const MIN_LETTERS = 15;
/** Links and code are taken out of this much text before its beginning is judged. */
const MAX_LENGTH = 1000;
/** 60 characters tell the language in 99 of 100 texts; time grows with the length, a quarter of a millisecond at 300. */
const JUDGED_LENGTH = 150;

export type DetectLanguage = (text: string) => string | null;

/** Loads the language model (about a megabyte, once per process) and gives the function that uses it. */
export async function loadLanguageDetector(): Promise<DetectLanguage> {
  if ('load' in eld) await eld.load('small');
  return detectLanguage;
}

/** ISO 639-1 tag of the language; null when the text has too few letters to tell. Links, code and mentions do not count. */
function detectLanguage(text: string): string | null {
  const words = text
    .slice(0, MAX_LENGTH)
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|[@#<]\S+/g, ' ')
    .trimStart();
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  if (letters < MIN_LETTERS) return null;
  const { language } = eld.detect(truncate(words, JUDGED_LENGTH));
  return language === '' ? null : language;
}
