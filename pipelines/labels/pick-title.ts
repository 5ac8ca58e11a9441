import { exponential } from '#pipelines/numerics/exponential.ts';
import { naturalLog } from '#pipelines/numerics/natural-log.ts';
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
/** Words cut out of a sentence are read as a name: a long one is no name. */
const MAX_CUT_WORDS = 7;
/** Words past this many cost: a title is read at a glance. */
const EASY_WORDS = 8;
/** Phrases this far below the best one are never needed, not even as a second choice. */
const WORTH_KEEPING = 0.2;

/** Stems of verbs whose particle is a preposition elsewhere. */
const PHRASAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['in', ['log', 'sign', 'check', 'plug', 'zoom', 'opt', 'clock']],
  ['on', ['log', 'sign', 'turn', 'switch']],
  ['over', ['start', 'roll', 'carri']],
]);

/** What its place in the post is worth to a phrase: the title of a thread was written to say what it is about. */
export const WORTH = {
  heading: 1.6,
  bareHeading: 1.25,
  firstSentence: 1.25,
  sentence: 1.15,
  clause: 1,
  headingPart: 1,
  cut: 0.7,
} as const;
/** A phrase cut off beside a content word has probably lost a part of itself. */
const CUT_OFF = 0.7;
const COST = {
  pointing: 0.5,
  personal: 0.6,
  /** Who writes a title means it to stand alone. */
  inHeading: 0.85,
  addressing: 0.4,
  /** "Did you restart it?" asks one member, not the community. */
  askingMember: 0.2,
  question: 0.5,
  hanging: 0.4,
  leaning: 0.6,
  /** "Will definitely upgrade": whoever says it left himself out. */
  subjectless: 0.3,
  /** Few words that say little: "it is deployed again". */
  bare: 0.5,
  asking: 0.75,
  /** "Export hangs" rather than "The export hangs". */
  article: 0.95,
  advising: 0.6,
  innerClause: 0.6,
  lacking: 0.4,
  settled: 0.3,
} as const;
/**
 * A title claims what the word claims that most posts say: their share to the power of `mostSaid`. Each other word narrows it, by its share over
 * that one to `power`, less where it is paler than `definite` (a logarithm of contrast) and `few` or more of the posts say it, and twice as
 * much where it is a number.
 */
const NARROWING = { mostSaid: 0.7, power: 0.45, definite: 1.5, least: 0.5, few: 0.1 } as const;
/** Alone in a title without any other word it is what so many posts say. */
const ALONE = 0.7;
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
        const told = (weight / LENGTHS[Math.max(3, telling)]!) * (telling < 2 ? coverage * coverage : 1);
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

/** What the place of a phrase is worth; 0 where the words do not stand alone. */
function judgePlace(
  sentence: Sentence,
  words: readonly SurfaceWord[],
  start: number,
  end: number,
  isBare: boolean,
): number {
  const opensClause = start === 0 || words[start - 1]!.endsClause;
  const closesClause = end === words.length ? sentence.isWhole : words[end - 1]!.endsClause;
  if (start === 0 && end === words.length && sentence.isWhole) {
    if (sentence.isHeading) return isBare ? WORTH.bareHeading : WORTH.heading;
    return bare(sentence.isFirst ? WORTH.firstSentence : WORTH.sentence);
  }
  // One word with content beside what a bracket left of a sentence is no clause: "in Scala?".
  if (opensClause && closesClause && (!isBare || start === 0))
    return sentence.isHeading ? WORTH.clause : bare(WORTH.clause);
  if (end - start > MAX_CUT_WORDS || !standsAlone(words, start, end)) return 0;
  if (!closesClause && isCutShort(words[end - 1]!, words, end)) return 0;
  let worth: number = sentence.isHeading && (opensClause || closesClause) ? WORTH.headingPart : WORTH.cut;
  if (!opensClause && words[start - 1]!.stem !== undefined) worth *= CUT_OFF;
  if (!closesClause && words[end]?.stem !== undefined) worth *= CUT_OFF;
  return bare(worth);

  function bare(worth: number): number {
    return isBare ? worth * COST.bare : worth;
  }
}

/** What is left of it, at most 1, for how it is worded. */
function judgeWording(
  sentence: Sentence,
  words: readonly SurfaceWord[],
  start: number,
  end: number,
  isBare: boolean,
): number {
  const first = words[start]!;
  const last = words[end - 1]!;
  let worth = 1;
  let traits = 0;
  let hasInnerClause = false;
  let asksWithin = false;
  for (let i = start; i < end; i += 1) {
    traits |= words[i]!.traits;
    if (i > start && (words[i]!.traits & TRAIT.asking) !== 0 && !words[i - 1]!.endsClause) asksWithin = true;
    if (words[i]!.endsClause && i < end - 1) hasInnerClause = true;
  }
  const isAsked = sentence.isQuestion && end === words.length;
  if ((traits & TRAIT.addressing) !== 0) worth *= isAsked && !sentence.isHeading ? COST.askingMember : COST.addressing;
  else if (isAsked && !sentence.isHeading) worth *= COST.question;
  if ((traits & TRAIT.pointing) !== 0) worth *= sentence.isHeading ? COST.inHeading : COST.pointing;
  if ((traits & TRAIT.personal) !== 0) worth *= sentence.isHeading ? COST.inHeading : COST.personal;
  if ((first.traits & TRAIT.narrating) !== 0) worth *= sentence.isHeading ? COST.inHeading : COST.personal;
  if ((traits & TRAIT.lacking) !== 0) worth *= COST.lacking;
  if ((traits & TRAIT.settled) !== 0) worth *= COST.settled;
  if ((first.traits & TRAIT.article) !== 0) worth *= COST.article;
  if (asksWithin) worth *= COST.leaning;
  if (hasInnerClause) worth *= COST.innerClause;
  if ((last.traits & TRAIT.hanging) !== 0 && !isVerbParticle(words, end - 1)) worth *= COST.hanging;
  if ((last.traits & TRAIT.article) !== 0) worth *= COST.hanging;
  // "Test mails work, but": what follows may turn it round.
  if (end < words.length && (words[end]!.traits & TRAIT.leaning) !== 0) worth *= COST.leaning;
  if (isBare && (traits & (TRAIT.pointing | TRAIT.personal | TRAIT.addressing)) !== 0) worth *= COST.bare;
  if (!sentence.isHeading) {
    if ((first.traits & (TRAIT.leaning | TRAIT.quantifying)) !== 0) worth *= COST.leaning;
    if ((first.traits & TRAIT.auxiliary) !== 0 && !isAsked) worth *= COST.subjectless;
    if ((first.traits & TRAIT.advising) !== 0) worth *= COST.advising;
    if ((first.traits & TRAIT.asking) !== 0 && !isAsked) worth *= COST.asking;
    if (isOpen(first)) worth *= COST.leaning;
  }
  return worth / (1 + 0.1 * Math.max(0, end - start - EASY_WORDS));
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

/** "For the", "to", "in": the phrase belongs to what was said before. */
function isOpen({ traits }: SurfaceWord): boolean {
  return (
    (traits & TRAIT.hanging) !== 0 && (traits & (TRAIT.article | TRAIT.asking | TRAIT.failing | TRAIT.auxiliary)) === 0
  );
}

/** The sentence without the greeting that opens it and the "please" that closes it. */
function trim(words: readonly SurfaceWord[]): readonly SurfaceWord[] {
  let start = 0;
  let end = words.length;
  while (start < end && (words[start]!.traits & TRAIT.opening) !== 0) start += 1;
  while (end > start && (words[end - 1]!.traits & TRAIT.closing) !== 0) end -= 1;
  return start === 0 && end === words.length ? words : words.slice(start, end);
}

/** Whether words cut out of a sentence still read as a phrase: content words with no more than one joining word between. */
function standsAlone(words: readonly SurfaceWord[], start: number, end: number): boolean {
  // "Times out" ends in the word before "out".
  const tail = isVerbParticle(words, end - 1) ? end - 2 : end - 1;
  if (tail < end - 1 && !followsSubject(words, start, tail)) return false;
  if (tail < start || words[start]!.stem === undefined || words[tail]!.stem === undefined) return false;
  if (words[end - 1]!.text.endsWith("'s")) return false;
  for (let i = start; i <= tail; i += 1) {
    const { stem, traits, endsClause } = words[i]!;
    if (endsClause && i < end - 1) return false;
    if ((traits & TRAIT.asking) !== 0) return false;
    if (stem !== undefined || (i > start && isVerbParticle(words, i))) continue;
    const isSecondInARow =
      words[i - 1]!.stem === undefined && (traits & TRAIT.article) === 0 && !isVerbParticle(words, i - 1);
    if ((traits & TRAIT.joining) === 0 || isSecondInARow) return false;
  }
  return true;
}

/** Whether the phrase says who does what its verb tells, or means to: "Batman out" hangs in the air. */
function followsSubject(words: readonly SurfaceWord[], start: number, verb: number): boolean {
  if (isPhrasal(words[verb]!, words[verb + 1]!)) return true;
  return verb > start && ((words[verb - 1]!.traits & TRAIT.joining) === 0 || words[verb - 1]!.text === 'to');
}

/** Whether the words before `end` lack what is part of them: a verb its particle, a number what is counted. */
function isCutShort(last: SurfaceWord, words: readonly SurfaceWord[], end: number): boolean {
  if (end === words.length) return false;
  return (last.traits & TRAIT.quantifying) !== 0 || isParticle(words, end);
}

/** Whether the word belongs to a verb before it: "times out", "stürzt ab". */
function isParticle(words: readonly SurfaceWord[], at: number): boolean {
  const { traits, endsClause } = words[at]!;
  if (at > 0 && words[at - 1]!.endsClause) return false;
  if ((traits & TRAIT.particle) !== 0 || isVerbParticle(words, at)) return true;
  return (traits & TRAIT.lateParticle) !== 0 && (endsClause || at === words.length - 1);
}

/** Whether it stands right behind its verb and nothing hangs on it: not "out of", "up to". */
function isVerbParticle(words: readonly SurfaceWord[], at: number): boolean {
  const word = words[at]!;
  const verb = words[at - 1];
  if (verb?.stem === undefined || verb.endsClause) return false;
  if ((word.traits & TRAIT.particle) !== 0)
    return word.endsClause || !/^(?:of|to|from)$/i.test(words[at + 1]?.text ?? '');
  return isPhrasal(verb, word);
}

function isPhrasal({ stem }: SurfaceWord, particle: SurfaceWord): boolean {
  return stem !== undefined && (PHRASAL.get(particle.text.toLowerCase())?.includes(stem) ?? false);
}

/** As written, but with a capital first letter, no shouting and no loose punctuation. */
export function toTitle(words: readonly SurfaceWord[], isQuestion: boolean): string {
  const joined = words.map(({ text, behind }, i) => (i < words.length - 1 ? text + behind : text)).join('');
  const bare = joined.replace(/[^\p{L}\p{M}\p{N}+#%]+$/u, '');
  const letters = bare.replace(/\P{L}/gu, '');
  const isShouted = words.length > 2 && letters.length > 8 && /^\p{Lu}+$/u.test(letters);
  const calm = isShouted ? bare.toLowerCase() : bare;
  const first = String.fromCodePoint(calm.codePointAt(0) ?? 0x3f);
  return first.toUpperCase() + calm.slice(first.length) + (isQuestion ? '?' : '');
}
