import type { Sentence, SurfaceWord } from './read-sentences.ts';
import { TRAIT } from './word-traits.ts';

/** Words cut out of a sentence are read as a name: a long one is no name. */
const MAX_CUT_WORDS = 7;
/** Words past this many cost: a title is read at a glance. */
const EASY_WORDS = 8;
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
  /** "Where are logs?" of a thread's title: one word, and a question that few ask. */
  bareQuestion: 0.5,
  /** A few of many may ask just that. */
  headingQuestion: 0.8,
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
/** What the place of a phrase is worth; 0 where the words do not stand alone. */
export function judgePlace(
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
export function judgeWording(
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
  if (sentence.isHeading && (first.traits & TRAIT.asking) !== 0)
    worth *= isBare ? COST.bareQuestion : COST.headingQuestion;
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

/** "For the", "to", "in": the phrase belongs to what was said before. */
function isOpen({ traits }: SurfaceWord): boolean {
  return (
    (traits & TRAIT.hanging) !== 0 && (traits & (TRAIT.article | TRAIT.asking | TRAIT.failing | TRAIT.auxiliary)) === 0
  );
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
