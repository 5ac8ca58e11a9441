import type { Sentence, SurfaceWord } from './read-sentences.ts';

/** A phrase that members wrote, with how well it stands for the cluster. */
export type TitleCandidate = { readonly text: string; readonly key: string; readonly score: number };

/** Weight of a stem for the cluster; 0 where it says nothing. */
export type WeightOf = (stem: string) => { readonly weight: number; readonly coverage: number } | undefined;

const MIN_WORDS = 2;
const MAX_WORDS = 9;
/** A sentence reads better than words cut out of one; the first one, often a heading, says what the rest is about. */
const WHOLE_SENTENCE_BONUS = 1.6;
const FIRST_SENTENCE_BONUS = 1.25;
/** Sentences that lean on others: "it", "this" and "they" point at something that a title does not show. */
const POINTING_PENALTY = 0.6;
const POINTING =
  /^(?:it|it's|its|this|that|that's|these|those|they|they're|them|he|she|him|her|his|there|here|then|so|mine|yours|one|ones)$/iu;
/** Sentences about the writer say less about the matter. */
const PERSONAL_PENALTY = 0.85;
const PERSONAL = /^(?:i|i'm|i've|i'd|i'll|im|ive|me|my|we|we're|we've|our|us|you|you're|your)$/iu;
const CUT_PENALTY = 0.75;
/** They open a question; inside a phrase they join two that were not meant together. */
const ASKING = /^(?:how|what|when|why|which|what's|how's)$/iu;
/** The only function words that may stand inside a phrase cut out of a sentence; others leave it dangling. */
const JOINING =
  /^(?:of|for|to|in|on|with|without|and|or|the|a|an|from|by|at|as|not|no|via|per|into|after|before|when|after|during|between|over|under|is|are|de|la|le|les|el|los|las|del|des|du|en|et|y|von|vom|im|in|mit|und|der|die|das|dem|den|des|für|zu|zum|zur|auf|bei|da|do|e|di|il|van|het|een|per|con|para|por|pour|sur|au|aux)$/iu;
/** A content word that hardly any member uses tells of one post, not of the cluster. */
const RARE_COVERAGE = 0.06;
const RARE_PENALTY = 0.22;
const OPENINGS =
  /^(?:hi|hello|hey|hallo|hola|bonjour|ciao|please|pls|then|so|and|but|also|ok|okay|yes|no|well|actually|just|guys|oh|anyway|btw)[,!.]*$/iu;
/** Thanks and regrets are about the thread, not about the matter. */
const COURTESY =
  /^(?:thanks?|thx|thanx|ty|tysm|cheers|sorry|glad|welcome|congrats|congratulations|danke|gracias|merci|obrigad[oa]|grazie|bedankt|tack|спасибо)[,!.]*$/iu;
/** Phrases this far below the best one are never needed, not even as a second choice. */
const WORTH_KEEPING = 0.4;
/** Words past this many cost: a title is read at a glance. */
const EASY_WORDS = 6;

/** The phrases of the members' sentences, best first, one per set of content words. */
export function findTitleCandidates(sentences: readonly Sentence[], weightOf: WeightOf): TitleCandidate[] {
  const best = new Map<string, TitleCandidate>();
  let most = 0;
  for (const sentence of sentences) {
    if (sentence.words.some(({ text }) => COURTESY.test(text))) continue;
    const words = dropOpening(sentence.words);
    for (let start = 0; start < words.length; start += 1) {
      for (let end = start + MIN_WORDS; end <= Math.min(words.length, start + MAX_WORDS); end += 1) {
        const isWhole = sentence.isWhole && start === 0 && end === words.length;
        const phrase = words.slice(start, end);
        if (!isWhole && !standsAlone(phrase)) continue;
        const score =
          scorePhrase(phrase, weightOf) *
          (isWhole ? WHOLE_SENTENCE_BONUS : 1) *
          (sentence.isFirst ? FIRST_SENTENCE_BONUS : 1) *
          (isWhole ? 1 : cutPenalty(words, start, end)) *
          (phrase.some(({ text }) => POINTING.test(text)) ? POINTING_PENALTY : 1) *
          (phrase.some(({ text }) => PERSONAL.test(text)) ? PERSONAL_PENALTY : 1);
        if (score <= 0 || score < most * WORTH_KEEPING) continue;
        most = Math.max(most, score);
        const key = keyOf(phrase);
        const known = best.get(key);
        if (known !== undefined && known.score >= score) continue;
        best.set(key, { text: toTitle(phrase, isWhole && sentence.isQuestion), key, score });
      }
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

/** Greetings and connectives open a sentence in a thread, not a title. */
function dropOpening(words: readonly SurfaceWord[]): readonly SurfaceWord[] {
  const first = words.findIndex(({ text }) => !OPENINGS.test(text));
  return first <= 0 ? words : words.slice(first);
}

/** A phrase cut off beside a content word has probably lost a part of itself. */
function cutPenalty(words: readonly SurfaceWord[], start: number, end: number): number {
  const before = words[start - 1];
  const isCutBefore = before !== undefined && before.stem !== undefined && !before.endsClause;
  const isCutAfter = words[end]?.stem !== undefined && !words[end - 1]!.endsClause;
  return (isCutBefore ? CUT_PENALTY : 1) * (isCutAfter ? CUT_PENALTY : 1);
}

/** Whether words cut out of a sentence still read as a phrase: content words with no more than one joining word between. */
function standsAlone(words: readonly SurfaceWord[]): boolean {
  const last = words[words.length - 1]!;
  if (words[0]!.stem === undefined || last.stem === undefined || /'s$/u.test(last.text)) return false;
  if (words.some(({ text, endsClause }, i) => (i > 0 && ASKING.test(text)) || (endsClause && i < words.length - 1)))
    return false;
  return words.every(({ text, stem }, i) => {
    if (stem !== undefined) return true;
    const isSecondInARow =
      words[i - 1]?.stem === undefined && !/^(?:the|a|an|der|die|das|den|dem|la|le|el|los|las|les)$/iu.test(text);
    return JOINING.test(text) && !isSecondInARow;
  });
}

function scorePhrase(words: readonly SurfaceWord[], weightOf: WeightOf): number {
  const seen = new Set<string>();
  let sum = 0;
  let rare = 0;
  for (const { stem } of words) {
    if (stem === undefined || seen.has(stem)) continue;
    seen.add(stem);
    const term = weightOf(stem);
    sum += term?.weight ?? 0;
    if ((term?.coverage ?? 0) < RARE_COVERAGE) rare += 1;
  }
  const length = 1 + 0.1 * Math.max(0, words.length - EASY_WORDS);
  return (sum / length) * Math.max(0, 1 - RARE_PENALTY * rare);
}

function keyOf(words: readonly SurfaceWord[]): string {
  return [...new Set(words.flatMap(({ stem }) => (stem === undefined ? [] : [stem])))].sort().join(' ');
}

/** As written, but with a capital first letter, no shouting and no loose punctuation. */
function toTitle(words: readonly SurfaceWord[], isQuestion: boolean): string {
  const joined = words
    .map(({ text, endsClause }, i) => (endsClause && i < words.length - 1 ? `${text},` : text))
    .join(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(words[0]!.text) ? '' : ' ');
  const bare = joined.replace(/[^\p{L}\p{N}+#%)\]]+$/u, '');
  const letters = bare.replace(/[^\p{L}]/gu, '');
  const isShouted =
    words.length > 2 && letters.length > 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  const calm = isShouted ? bare.toLowerCase() : bare;
  const first = String.fromCodePoint(calm.codePointAt(0) ?? 0x3f);
  return first.toUpperCase() + calm.slice(first.length) + (isQuestion ? '?' : '');
}
