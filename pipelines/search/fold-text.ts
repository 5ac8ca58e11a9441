/** Combining accents, Arabic vowel signs and the line that stretches Arabic words. */
const MARKS = /[\u0300-\u036f\u0640\u064b-\u065f\u0670]+/g;
/** Letters that no decomposition takes apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * A word without case, accents and width, as the database's `search_text` leaves it: what is typed and what is written
 * are compared in this form. Keeps blanks and punctuation.
 */
export function foldText(text: string): string {
  const bare = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return bare.replace(SPECIAL, (letter) => LETTERS[letter] ?? letter).normalize('NFC');
}

/** Scripts that write words without blanks: each letter is a word of its own to the search. */
export const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
