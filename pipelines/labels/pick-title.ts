import type { Sentence, SurfaceWord } from './read-sentences.ts';

/** A phrase that members wrote, with how well it stands for the cluster. */
export type TitleCandidate = { readonly text: string; readonly key: string; readonly score: number };

/** Weight of a stem for the cluster; 0 where it says nothing. */
export type WeightOf = (stem: string) => { readonly weight: number; readonly coverage: number } | undefined;

const MIN_WORDS = 2;
const MAX_WORDS = 9;
/** A sentence reads better than words cut out of one. */
const WHOLE_SENTENCE_BONUS = 1.5;
const FIRST_SENTENCE_BONUS = 1.1;
/** A content word that hardly any member uses tells of one post, not of the cluster. */
const RARE_COVERAGE = 0.06;
const RARE_PENALTY = 0.22;
const OPENINGS =
  /^(?:hi|hello|hey|hallo|hola|bonjour|ciao|thanks?|thx|please|pls|then|so|and|but|also|ok|okay|yes|no|well|actually|just|all|guys|everyone|there|oh)[,!.]*$/iu;
/** Phrases this far below the best one are never needed, not even as a second choice. */
const WORTH_KEEPING = 0.4;
/** Words past this many cost: a title is read at a glance. */
const EASY_WORDS = 6;

/** The phrases of the members' sentences, best first, one per set of content words. */
export function findTitleCandidates(sentences: readonly Sentence[], weightOf: WeightOf): TitleCandidate[] {
  const best = new Map<string, TitleCandidate>();
  let most = 0;
  for (const sentence of sentences) {
    const words = dropOpening(sentence.words);
    for (let start = 0; start < words.length; start += 1) {
      for (let end = start + MIN_WORDS; end <= Math.min(words.length, start + MAX_WORDS); end += 1) {
        const isWhole = start === 0 && end === words.length;
        if (!isWhole && (words[start]!.stem === undefined || words[end - 1]!.stem === undefined)) continue;
        const phrase = words.slice(start, end);
        const score =
          scorePhrase(phrase, weightOf) *
          (isWhole ? WHOLE_SENTENCE_BONUS : 1) *
          (sentence.isFirst ? FIRST_SENTENCE_BONUS : 1);
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
    .map(({ text }) => text)
    .join(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(words[0]!.text) ? '' : ' ');
  const bare = joined.replace(/[^\p{L}\p{N}+#%)\]]+$/u, '');
  const letters = bare.replace(/[^\p{L}]/gu, '');
  const isShouted =
    words.length > 2 && letters.length > 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  const calm = isShouted ? bare.toLowerCase() : bare;
  const first = String.fromCodePoint(calm.codePointAt(0) ?? 0x3f);
  return first.toUpperCase() + calm.slice(first.length) + (isQuestion ? '?' : '');
}
