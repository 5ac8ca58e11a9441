import { exponential } from '#pipelines/numerics/exponential.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { judgePlace, judgeWording, WORTH } from './judge-phrase.ts';
import type { Sentence, SurfaceWord } from './read-sentences.ts';
import type { TermWeight } from './weigh-cluster-terms.ts';
import { TRAIT } from './word-traits.ts';

/** A phrase that members wrote, with how well it stands for the cluster. */
export type TitleCandidate = {
  readonly text: string;
  /** Its content words, whatever their order and form. */
  readonly key: string;
  /** Those of them that tell something. */
  readonly stems: readonly string[];
  /** The stems of its words, in order, where all of them have content and none ends a clause: it may be a name. Else none. */
  readonly name: readonly string[];
  /** What its place in the post is worth. */
  readonly place: number;
  /** What its words are worth times what its form is. */
  readonly score: number;
};

/** What a stem says about the cluster; `undefined` where hardly any member uses it. */
export type WeightOf = (stem: string) => TermWeight | undefined;

const MIN_WORDS = 2;
/** Logarithm of the share of posts that say a word which none is known to. */
const NEVER = -30;
const MAX_WORDS = 12;
/** Phrases this far below the best one are never needed, not even as a second choice. */
const WORTH_KEEPING = 0.2;

/**
 * A title claims what the word claims that most posts say: their share to the power of `mostSaid`. Each other word narrows it, by its share over
 * that one to `power`, less where it is paler than `definite` (a logarithm of contrast) and `few` or more of the posts say it, and twice as
 * much where it is a number.
 */
const NARROWING = { mostSaid: 0.7, power: 0.5, definite: 1.5, least: 0.5, few: 0.1 } as const;
/** Alone in a title without any other word it is what so many posts say. */
const ALONE = 0.6;
/** "Table column of the table" was written in haste. */
const REPEATED = 0.4;
const REPETITIONS = Array.from({ length: MAX_WORDS + 1 }, (_, count) => REPEATED ** count);
/** Fewer headings do not tell whether something fails. */
const FEWEST_HEADINGS = 8;
/** A word that everybody uses everywhere, such as the product's name, says nothing and costs little. */
const HOUSE = { contrast: 0.5, outside: 0.08 } as const;

/**
 * The phrases of the members' sentences, best first: of each set of content words the one in the best place, and those that may be names.
 * One word alone is such a phrase where `mayBeOneWord`.
 */
export function findTitleCandidates(
  sentences: readonly Sentence[],
  weightOf: WeightOf,
  mayBeOneWord = false,
): TitleCandidate[] {
  const best = new Map<string, TitleCandidate>();
  const values = new Map<string, WordValue>();
  const failing = judgeFailing(sentences);
  let phraseCount = 0;
  let most = 0;
  for (const sentence of sentences) {
    if (sentence.words.some(({ traits }) => (traits & TRAIT.courtesy) !== 0)) continue;
    const words = trim(sentence.words);
    const judged: (WordValue | undefined)[] = [];
    for (const { stem } of words) judged.push(stem === undefined ? undefined : judge(stem));
    for (let start = 0; start < words.length; start += 1) {
      // Its different content words, how many of them tell something, and sums over them. Plain numbers: there are thousands of phrases.
      const said: WordValue[] = [];
      phraseCount += 1;
      let [telling, repeated, weight, coverage, mostSaid, narrowing, narrowed] = [0, 0, 0, 0, NEVER, 0, 0];
      let isFailing = false;
      for (let end = start + 1; end <= Math.min(words.length, start + MAX_WORDS); end += 1) {
        const { traits } = words[end - 1]!;
        if ((traits & TRAIT.unfit) !== 0) break;
        const value = judged[end - 1];
        // A word that tells something bears its claim out by itself.
        if ((traits & TRAIT.failing) !== 0 && (value === undefined || value.isHouse)) isFailing = true;
        if (value?.lastPhrase === phraseCount) repeated += 1;
        else if (value !== undefined && (traits & TRAIT.asking) === 0) {
          // Whatever holds a word that hardly anybody says claims next to nothing.
          if (value.logCoverage === NEVER) break;
          value.lastPhrase = phraseCount;
          said.push(value);
          weight += value.weight;
          if (!value.isHouse) {
            telling += 1;
            coverage = value.coverage;
            mostSaid = Math.max(mostSaid, value.logCoverage);
            narrowing += value.narrowing;
            narrowed += value.narrowing * value.logCoverage;
          }
        }
        if (end - start < MIN_WORDS && (!mayBeOneWord || coverage < ALONE)) continue;
        const told =
          (weight / LENGTHS[Math.max(3, telling)]!) *
          (end - start === 1 ? coverage : telling < 2 ? coverage * coverage : 1);
        if (told * WORTH.heading < most * WORTH_KEEPING) continue;
        const others = narrowed - narrowing * mostSaid;
        const claimed = telling === 0 ? 0 : others + NARROWING.mostSaid * mostSaid;
        const fit = told * exponential(claimed) * REPETITIONS[repeated]!;
        if (fit * WORTH.heading < most * WORTH_KEEPING) continue;
        const place = judgePlace(sentence, words, start, end, telling < 2);
        if (place === 0) continue;
        const score = fit * place * judgeWording(sentence, words, start, end, telling < 2) * (isFailing ? failing : 1);
        if (score <= 0 || score < most * WORTH_KEEPING) continue;
        most = Math.max(most, score);
        const key = keyOf(said);
        const name = place < WORTH.bareHeading ? listName(words, start, end) : [];
        const slot = `${name.join(' ')}\n${key}`;
        const known = best.get(slot);
        if (known !== undefined && known.score >= score) continue;
        const isAsked = sentence.isQuestion && end === words.length && (start === 0 || words[start - 1]!.endsClause);
        const stems = said.flatMap(({ stem, isHouse }) => (isHouse ? [] : stem));
        best.set(slot, { text: toTitle(words.slice(start, end), isAsked), key, stems, name, place, score });
      }
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));

  function judge(stem: string): WordValue {
    const known = values.get(stem);
    if (known !== undefined) return known;
    const term = weightOf(stem);
    const isHouse = term !== undefined && term.contrast < HOUSE.contrast && term.outside >= HOUSE.outside;
    const value = {
      stem,
      weight: term?.weight ?? 0,
      coverage: term?.coverage ?? 0,
      logCoverage: term === undefined || term.coverage === 0 ? NEVER : naturalLog(term.coverage),
      narrowing: narrowingOf(stem, term),
      isHouse,
      lastPhrase: 0,
    };
    values.set(stem, value);
    return value;
  }
}

type WordValue = {
  readonly stem: string;
  readonly weight: number;
  readonly coverage: number;
  readonly logCoverage: number;
  /** To what power of its coverage it narrows a title. */
  readonly narrowing: number;
  readonly isHouse: boolean;
  /** The last phrase that says it. */
  lastPhrase: number;
};

/** By what the weights of so many words are divided: less than the length of a vector, so that a full sentence wins over its core. */
const LENGTHS = Array.from({ length: MAX_WORDS + 1 }, (_, count) => Math.sqrt(Math.sqrt(count)));

/** The same for phrases of the same words in another order. */
function keyOf(said: readonly WordValue[]): string {
  return said
    .map(({ stem }) => stem)
    .sort()
    .join(' ');
}

function narrowingOf(stem: string, term: TermWeight | undefined): number {
  const { power, definite, least, few } = NARROWING;
  if (/\p{N}/u.test(stem)) return 2 * power;
  if (term === undefined || term.coverage < few) return power;
  return power * Math.min(1, Math.max(least, term.contrast) / definite);
}

/** What it is worth to tell of a failure: the share of the headings that do, never 0. */
function judgeFailing(sentences: readonly Sentence[]): number {
  const headings = sentences.filter(({ isHeading }) => isHeading);
  if (headings.length < FEWEST_HEADINGS) return 1;
  const told = headings.filter(({ words }) => words.some(({ traits }) => (traits & TRAIT.failing) !== 0));
  return (told.length + 1) / (headings.length + 1);
}

/** The stems of words that are nothing but content and stand in one clause; a name neither asserts nor counts. */
function listName(words: readonly SurfaceWord[], start: number, end: number): string[] {
  const stems: string[] = [];
  for (let i = start; i < end; i += 1) {
    const { stem, traits, endsClause } = words[i]!;
    if (stem === undefined || (traits & (TRAIT.failing | TRAIT.quantifying)) !== 0 || (endsClause && i < end - 1))
      return [];
    stems.push(stem);
  }
  return stems;
}

/** The sentence without the greeting that opens it and the "please" that closes it. */
function trim(words: readonly SurfaceWord[]): readonly SurfaceWord[] {
  let start = 0;
  let end = words.length;
  while (start < end && (words[start]!.traits & TRAIT.opening) !== 0) start += 1;
  while (end > start && (words[end - 1]!.traits & TRAIT.closing) !== 0) end -= 1;
  return start === 0 && end === words.length ? words : words.slice(start, end);
}

/** As written, but with a capital first letter, no shouting and no loose punctuation. */
export function toTitle(words: readonly SurfaceWord[], isQuestion: boolean): string {
  const joined = words.map(({ text, behind }, i) => (i < words.length - 1 ? text + behind : text)).join('');
  const bare = joined.replace(/[^\p{L}\p{M}\p{N}+#%]+$/u, '');
  const letters = bare.replace(/\P{L}/gu, '');
  const isShouted = words.length > 1 && letters.length > 8 && /^\p{Lu}+$/u.test(letters);
  const calm = isShouted ? bare.toLowerCase() : bare;
  const first = String.fromCodePoint(calm.codePointAt(0) ?? 0x3f);
  return first.toUpperCase() + calm.slice(first.length) + (isQuestion ? '?' : '');
}
