import porterDe from 'natural/lib/natural/stemmers/porter_stemmer_de.js';
import porterEs from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import porterFr from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import porterIt from 'natural/lib/natural/stemmers/porter_stemmer_it.js';
import porterNl from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import porterPt from 'natural/lib/natural/stemmers/porter_stemmer_pt.js';
import porterRu from 'natural/lib/natural/stemmers/porter_stemmer_ru.js';
import porterSv from 'natural/lib/natural/stemmers/porter_stemmer_sv.js';
import { stemEnglish } from './stem-english.ts';

type Stemmer = { readonly stem: (word: string) => string };

// Deep imports: the root of `natural` loads over a thousand modules and prints to the console.
const STEMMERS: Readonly<Record<string, Stemmer>> = {
  en: { stem: stemEnglish },
  de: porterDe,
  es: porterEs,
  fr: porterFr,
  it: porterIt,
  nl: porterNl,
  pt: porterPt,
  ru: porterRu,
  sv: porterSv,
};
/** Words that must not be cut: short ones, numbers and mixtures such as "s3" or "oauth2". */
const UNSTEMMED = /^.{1,3}$|\d/u;

/** Words to which the rules give the stem of another one: news is no plural of new. What may mean both ("arms", "means") is left to the rules. */
const APART_IN_ENGLISH: ReadonlyMap<string, string> = new Map(
  [
    ['news', 'news'],
    ['goods', 'goods'],
    ['glasses', 'glasses'],
    ['customs', 'customs'],
    ['customer', 'customer customers'],
    ['physics', 'physics'],
    ['business', 'business businesses'],
    ['important', 'important importance importantly'],
    ['paste', 'paste pastes pasted pasting'],
    ['evening', 'evening evenings'],
  ].flatMap(([stem = '', words = '']) => words.split(' ').map((word) => [word, stem] as const)),
);

/** The stem of a lower-case word, without accents; the word itself in a language without a stemmer. */
export function stem(word: string, language: string): string {
  const stemmer = Object.hasOwn(STEMMERS, language) ? STEMMERS[language] : undefined;
  if (stemmer === undefined || UNSTEMMED.test(word)) return foldAccents(word);
  const bare = language === 'en' ? word.replace(/'(?:s|d|ll|re|ve|m)?$/, '') : word;
  const apart = language === 'en' ? APART_IN_ENGLISH.get(bare) : undefined;
  if (apart !== undefined) return apart;
  const stemmed = stemmer.stem(bare);
  return foldAccents(typeof stemmed === 'string' && stemmed.length > 0 ? stemmed : word);
}

function foldAccents(word: string): string {
  return /^[\x20-\x7e]*$/.test(word) ? word : word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
