import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { thinOut } from '#pipelines/numerics/pick-evenly.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { isSpace } from '#pipelines/text/is-space.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';

/** Two clusters in different languages that may be about one matter. */
export type LanguagePair = {
  /** Positions of the clusters given, the lower first. */
  readonly clusters: readonly [number, number];
  /** What they share: product words, numbers and links, strongest first. */
  readonly marks: readonly string[];
  /** How much speaks for it, 0..1. */
  readonly score: number;
};

export type PairInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  readonly clusters: readonly { readonly rows: Int32Array }[];
};

/** A cluster speaks a language when this share of its posts does. */
const MIN_LANGUAGE_SHARE = 0.7;
const FEWEST_POSTS = 3;
/** Posts that are read of a cluster. */
const MAX_POSTS = 200;
/** A mark must be said by this share of the posts of both, and be so much more frequent there than in the rest of the language. */
const MIN_COVERAGE = 0.2;
const MIN_CONTRAST = 2;
/** One word in common is chance: Gift, Rat, will. */
const MIN_MARKS = 2;
/** Sum of the shared marks' strengths: about two marks that half of both clusters say and hardly anybody else does. */
const MIN_STRENGTH = 1.2;
/** Over the next best partner in the same language. */
const MIN_LEAD = 1.25;
const FAR_APART = 60 * 86_400_000;
/** A score of 1: five marks that half of both clusters say. */
const FULL_STRENGTH = 12;
/** 2.13, 404, v3; and addresses with the beginning of their path. */
const NUMBER = /\bv?\d+(?:\.\d+)+\b|\b\d{3,}\b|\b[a-z]+-?\d+\b/giu;
const LINK = /https?:\/\/(?:www\.)?([^\s/?#<>"')\]]+(?:\/[^\s/?#<>"')\]]+)?)/giu;

type Voice = {
  readonly cluster: number;
  readonly language: string;
  readonly strengths: ReadonlyMap<string, number>;
  readonly times: readonly number[];
};

/**
 * Clusters in different languages that share what no language owns: words of the product, numbers, links, in posts of
 * about the same time. Each is the other's best partner by far. Nothing where the clusters speak one language.
 */
export function pairClusters({ posts, tokenised, folded, clusters }: PairInput): LanguagePair[] {
  const spoken = clusters.flatMap(({ rows }, cluster) => {
    // Rows are the best fitting first: an even part of all of them.
    const numbers = thinOut(Array.from(rows), MAX_POSTS).map((row) => folded.distinct[row] ?? 0);
    const language = mainLanguage(numbers.map((number) => tokenised.languages[number] ?? ''));
    return language === null || rows.length < FEWEST_POSTS ? [] : [{ cluster, language, numbers }];
  });
  if (new Set(spoken.map(({ language }) => language)).size < 2) return [];
  const voices = listen(spoken, { posts, tokenised });
  const best = new Map<string, { other: number; strength: number; lead: number; marks: string[] }>();
  for (const a of voices) {
    for (const b of voices) {
      if (a.language === b.language) continue;
      const { strength, marks } = compare(a, b);
      const key = `${a.cluster} ${b.language}`;
      const known = best.get(key);
      if (known === undefined || strength > known.strength) {
        best.set(key, { other: b.cluster, strength, lead: strength / Math.max(1e-9, known?.strength ?? 0), marks });
      } else best.set(key, { ...known, lead: Math.min(known.lead, known.strength / Math.max(1e-9, strength)) });
    }
  }
  return voices.flatMap((a) =>
    voices.flatMap((b) => {
      if (a.cluster >= b.cluster || a.language === b.language) return [];
      const there = best.get(`${a.cluster} ${b.language}`);
      const back = best.get(`${b.cluster} ${a.language}`);
      if (there?.other !== b.cluster || back?.other !== a.cluster) return [];
      const isClear = there.lead >= MIN_LEAD && back.lead >= MIN_LEAD;
      if (!isClear || there.marks.length < MIN_MARKS || there.strength < MIN_STRENGTH || areFarApart(a, b)) return [];
      const score = roundTo(Math.min(1, there.strength / FULL_STRENGTH), 3);
      return { clusters: [a.cluster, b.cluster] as const, marks: there.marks, score };
    }),
  );
}

type Spoken = { readonly cluster: number; readonly language: string; readonly numbers: readonly number[] };

type Heard = Pick<PairInput, 'posts' | 'tokenised'>;

/**
 * How strongly each mark stands for each cluster among those of its language. Of the language that most clusters speak only
 * those marks are listened for that another language has: no others can be shared.
 */
function listen(spoken: readonly Spoken[], input: Heard): Voice[] {
  const [main] = mostFrequent(spoken.map(({ language }) => language));
  const others = listenFor(
    spoken.filter(({ language }) => language !== main),
    input,
    null,
  );
  const marks = new Set(others.flatMap(({ strengths }) => [...strengths.keys()]));
  const rest = listenFor(
    spoken.filter(({ language }) => language === main),
    input,
    marks,
  );
  return [...others, ...rest].sort((a, b) => a.cluster - b.cluster);
}

function listenFor(
  spoken: readonly Spoken[],
  { posts, tokenised }: Heard,
  wanted: ReadonlySet<string> | null,
): Voice[] {
  const readMarks = createMarkReader(tokenised, wanted);
  const everywhere = new Map<string, { total: number; counts: Map<string, number> }>();
  const read = spoken.map((one) => {
    const counts = new Map<string, number>();
    const all = everywhere.get(one.language) ?? { total: 0, counts: new Map<string, number>() };
    everywhere.set(one.language, all);
    for (const number of one.numbers) {
      all.total += 1;
      for (const mark of readMarks(posts[number]?.text ?? '', number)) {
        counts.set(mark, (counts.get(mark) ?? 0) + 1);
        all.counts.set(mark, (all.counts.get(mark) ?? 0) + 1);
      }
    }
    return { ...one, counts };
  });
  return read.map(({ cluster, language, numbers, counts }) => {
    const all = everywhere.get(language) ?? { total: 0, counts: new Map<string, number>() };
    const strengths = new Map<string, number>();
    for (const [mark, count] of counts) {
      const coverage = count / numbers.length;
      const others = all.total - numbers.length;
      const outside = ((all.counts.get(mark) ?? 0) - count + 0.5) / (others + 1);
      if (count < 2 || coverage < MIN_COVERAGE || coverage < MIN_CONTRAST * outside) continue;
      strengths.set(mark, coverage * naturalLog(coverage / outside));
    }
    const times = numbers.flatMap((number) => posts[number]?.at ?? []).sort((a, b) => a - b);
    return { cluster, language, strengths, times };
  });
}

/** Reads the marks of a numbered post. @param wanted no others are looked for. */
function createMarkReader(
  tokenised: TokenisedPosts,
  wanted: ReadonlySet<string> | null,
): (text: string, number: number) => Set<string> {
  const { words, wordNumbers, offsets } = tokenised;
  // By word number: 1 for a mark, 2 for none, 0 where nobody asked.
  const areMarks = new Uint8Array(words.length);
  const wantsNumbers = wanted === null || [...wanted].some((mark) => /\d/.test(mark));
  return (text, number) => {
    const marks = new Set<string>();
    const end = offsets[number + 1] ?? 0;
    for (let i = offsets[number] ?? 0; i < end; i += 1) {
      const word = wordNumbers[i] ?? BREAK;
      if (word !== BREAK && isMark(word)) marks.add(words[word] ?? '');
    }
    let head = text.slice(0, 4000).toLowerCase();
    if (head.includes('://')) {
      for (const [, link] of head.matchAll(LINK)) if (link !== undefined) add(link.replace(/[.,;:!]+$/, ''));
      head = head.replace(LINK, ' ');
    }
    if (wantsNumbers) for (const word of listWithDigits(head)) for (const [found] of word.matchAll(NUMBER)) add(found);
    return marks;

    function add(mark: string): void {
      if (wanted === null || wanted.has(mark)) marks.add(mark);
    }
  };

  function isMark(number: number): boolean {
    if (areMarks[number] === 0) {
      const word = words[number] ?? '';
      areMarks[number] = word.length > 2 && (wanted === null || wanted.has(word)) ? 1 : 2;
    }
    return areMarks[number] === 1;
  }
}

/** What stands between spaces and holds a digit: most of a text does not, and is not cut out of it. */
function listWithDigits(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  let hasDigit = false;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) hasDigit = true;
    if (at < text.length && !isSpace(code)) continue;
    if (hasDigit) found.push(text.slice(start, at));
    start = at + 1;
    hasDigit = false;
  }
  return found;
}

function compare(a: Voice, b: Voice): { strength: number; marks: string[] } {
  const shared = [...a.strengths].flatMap(([mark, own]) => {
    const other = b.strengths.get(mark);
    return other === undefined ? [] : [[mark, Math.sqrt(own * other)] as const];
  });
  shared.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return {
    strength: shared.reduce((sum, [, value]) => sum + value, 0),
    marks: shared.map(([mark]) => mark).slice(0, 8),
  };
}

/** Whether the middles of both, a tenth at each end left out, lie months apart. Without times nothing is said. */
function areFarApart(a: Voice, b: Voice): boolean {
  if (a.times.length === 0 || b.times.length === 0) return false;
  const at = ({ times }: Voice, share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return at(a, 0.1) - at(b, 0.9) > FAR_APART || at(b, 0.1) - at(a, 0.9) > FAR_APART;
}

function mainLanguage(languages: readonly string[]): string | null {
  const [language, count] = mostFrequent(languages);
  return count >= MIN_LANGUAGE_SHARE * languages.length ? language : null;
}

function mostFrequent(languages: readonly string[]): readonly [language: string | null, count: number] {
  const counts = new Map<string, number>();
  let most: string | null = null;
  for (const language of languages) {
    const count = (counts.get(language) ?? 0) + 1;
    counts.set(language, count);
    if (most === null || count > (counts.get(most) ?? 0)) most = language;
  }
  return [most, counts.get(most ?? '') ?? 0];
}
