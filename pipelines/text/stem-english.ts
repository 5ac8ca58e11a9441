type Suffix = readonly [suffix: string, replacement: string];

/** By the last letter of the suffix; the first that a word ends in is the longest one. */
type Suffixes = ReadonlyMap<string, readonly Suffix[]>;

const STEP_2 = groupByLast(
  `ational ate, tional tion, enci ence, anci ance, izer ize, abli able, bli ble, alli al, entli ent, eli e, ousli ous,
  ization ize, ation ate, ator ate, alism al, iveness ive, fulness ful, ousness ous, aliti al, iviti ive, biliti ble, logi log`,
);
const STEP_3 = groupByLast('icate ic, ative, alize al, iciti ic, ical ic, ful, ness');
const STEP_4 = groupByLast(
  'al, ance, ence, er, ic, able, ible, ant, ement, ment, ent, ou, ism, ate, iti, ous, ive, ize',
);

/**
 * The stem of an English word (Porter 1980). The same as that of the npm package `natural`, in all its ways, without the
 * dozens of regular expressions that it takes there.
 */
export function stemEnglish(written: string): string {
  if (written.length < 3) return written;
  let word = dropPlural(written.toLowerCase());
  word = dropPast(word);
  if (word.endsWith('y') && hasVowelBefore(word)) word = `${word.slice(0, -1)}i`;
  word = replaceSuffix(word, STEP_2);
  word = replaceSuffix(word, STEP_3);
  word = dropSuffix(word);
  if (word.endsWith('e') && mayLoseE(word)) word = word.slice(0, -1);
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
}

function groupByLast(list: string): Suffixes {
  const groups = new Map<string, Suffix[]>();
  for (const line of list.split(/,\s+/)) {
    const [suffix = '', replacement = ''] = line.split(' ');
    const last = suffix.slice(-1);
    groups.set(last, [...(groups.get(last) ?? []), [suffix, replacement]]);
  }
  for (const group of groups.values()) group.sort(([a], [b]) => b.length - a.length);
  return groups;
}

function dropPlural(word: string): string {
  if (!word.endsWith('s')) return word;
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('ss') || word.length < 3 ? word : word.slice(0, -1);
}

function dropPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const stem = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : '';
  if (stem === '' || !hasVowel(stem)) return word;
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  const last = stem.slice(-1);
  if (last === stem.slice(-2, -1) && !'aeioulsz'.includes(last)) return stem.slice(0, -1);
  const isShort = !'wxy'.includes(last) && measure(stem) === 1 && isConsonantVowelConsonant(stem, stem.length - 3);
  return isShort ? `${stem}e` : stem;
}

function replaceSuffix(word: string, suffixes: Suffixes): string {
  for (const [suffix, replacement] of suffixes.get(word.slice(-1)) ?? []) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    // A shorter suffix leaves a longer stem, which may be long enough.
    if (measure(stem) > 0) return stem + replacement;
  }
  return word;
}

function dropSuffix(word: string): string {
  for (const [suffix] of STEP_4.get(word.slice(-1)) ?? []) {
    if (word.length <= suffix.length || !word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    return measure(stem) > 1 ? stem : word;
  }
  if (word.length < 5 || !(word.endsWith('sion') || word.endsWith('tion'))) return word;
  const stem = word.slice(0, -3);
  return measure(stem) > 1 ? stem : word;
}

function mayLoseE(word: string): boolean {
  const m = measure(word.slice(0, -1));
  if (m !== 1) return m > 1;
  const isShort = isConsonantVowelConsonant(word, Math.max(0, word.length - 4)) && !'wxy'.includes(word.slice(-2, -1));
  return !isShort;
}

const [A, E, I, O, U, Y] = [97, 101, 105, 111, 117, 121];

function isLetterVowel(code: number): boolean {
  return code === A || code === E || code === I || code === O || code === U;
}

/** A vowel, or a "y" behind a consonant. */
function isVowel(word: string, at: number): boolean {
  const code = word.charCodeAt(at);
  if (code !== Y) return isLetterVowel(code);
  const before = word.charCodeAt(at - 1);
  return at > 0 && before !== Y && !isLetterVowel(before);
}

function isConsonantVowelConsonant(word: string, at: number): boolean {
  return at >= 0 && at + 2 < word.length && !isVowel(word, at) && isVowel(word, at + 1) && !isVowel(word, at + 2);
}

/** Whether a group of vowels stands before the last group of letters. */
function hasVowelBefore(word: string): boolean {
  const { vowelCount, isLastVowel } = readGroups(word);
  return vowelCount > (isLastVowel ? 1 : 0);
}

function hasVowel(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (isVowel(word, at)) return true;
  return false;
}

/** How often consonants follow vowels: Porter's m. Vowels behind a "y" that is one are a group of their own, without consonants: one half. */
function measure(word: string): number {
  const { count, isFirstVowel, isLastVowel } = readGroups(word);
  if (count === 0) return 0;
  return (count - (isFirstVowel ? 0 : 1) - (isLastVowel ? 1 : 0)) / 2;
}

/** Groups of vowels and of consonants. */
function readGroups(word: string) {
  let [count, vowelCount] = [0, 0];
  let [isFirstVowel, isLastVowel] = [false, false];
  for (let at = 0; at < word.length; at += 1) {
    const is = isVowel(word, at);
    const isSame = is
      ? word.charCodeAt(at) !== Y && at > 0 && isLetterVowel(word.charCodeAt(at - 1))
      : count > 0 && !isLastVowel;
    if (isSame) continue;
    if (count === 0) isFirstVowel = is;
    count += 1;
    if (is) vowelCount += 1;
    isLastVowel = is;
  }
  return { count, vowelCount, isFirstVowel, isLastVowel };
}
