import type { KeyTable } from '#pipelines/numerics/key-table.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { createTextTable } from '#pipelines/numerics/text-table.ts';
import { ALONE, cutSpans, eachPiece, type Pool, type Task } from '#pipelines/pool.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { countPosts } from '#pipelines/text/count-posts.ts';
import { type CountedLines, createLineTest } from '#pipelines/text/find-repeated-lines.ts';
import type { FoldedPosts } from '#pipelines/text/fold-duplicates.ts';
import { createStemLister } from '#pipelines/text/list-stems.ts';
import { MAX_TOKENS, type TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { createClusterMatcher } from './match-clusters.ts';
import { createNearness } from './measure-nearness.ts';
import { type ClusterProfile, profileClusters } from './profile-clusters.ts';
import { createStemReader, type ReadableStems } from './read-stems.ts';
import { LONG_POST_WORDS, maskText, type Passage, splitPassages } from './split-passages.ts';

/** A passage of a post that is about another cluster's matter than the post's own. */
export type AlsoPassage = {
  readonly postNumber: number;
  /** Position in the clusters given. */
  readonly cluster: number;
  /** In UTF-16 code units: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  /** How like the nearest posts of the cluster it is, 0..1. */
  readonly score: number;
};

export type PassagesInput = {
  readonly posts: readonly EnginePost[];
  readonly tokenised: TokenisedPosts;
  readonly folded: FoldedPosts;
  /** Lines of the community; null: none is repeated. */
  readonly lines: CountedLines | null;
  readonly clusters: readonly { readonly rows: Int32Array; readonly postNumbers: readonly number[] }[];
};

/** Over what is typical of the cluster's posts. */
const MIN_NEARNESS = 0.85;
/** Posts that are a piece of work. */
const PIECE = 200;

/**
 * Passages of long posts that clearly belong to another cluster than the post: they say more of what sets the cluster
 * apart than half of its own posts do, are as like its nearest posts as these are like each other, and say little of what
 * any other cluster is about. One passage for each post and cluster, the one that fits best; in the order of posts.
 */
export function findPassages(
  { posts, tokenised, folded: { distinct }, lines, clusters }: PassagesInput,
  { pool = ALONE, onPost = () => {} }: { readonly pool?: Pool; readonly onPost?: (done: number) => void } = {},
): AlsoPassage[] {
  const mainOf = new Int32Array(posts.length).fill(-1);
  for (const [cluster, { postNumbers }] of clusters.entries())
    for (const number of postNumbers) mainOf[number] = cluster;
  const long = posts.flatMap(({ text }, postNumber) => {
    const wordCount = countTokens(tokenised, postNumber);
    return wordCount > LONG_POST_WORDS ? { postNumber, text, wordCount, main: mainOf[postNumber]! } : [];
  });
  const pieces = cutSpans(long.length, PIECE).map(({ start, end }) => long.slice(start, end));
  const { vocabulary, words, ...numbers } = tokenised;
  const counted = { ...numbers, vocabulary: { length: vocabulary.length }, words: { length: words.length } };
  const everywhere = countPosts(tokenised, distinct);
  const rows = clusters.map((cluster) => ({ rows: cluster.rows }));
  const ground = {
    ...{ tokenised: counted, folded: { distinct }, everywhere, lines, wordTable: createTextTable(words) },
    ...{ clusters: rows, profiles: profileClusters(tokenised, { distinct }, everywhere, rows) },
  };
  const found: AlsoPassage[] = [];
  eachPiece(pool, FIND_PASSAGES, ground, pieces, (passages, piece) => {
    for (const passage of passages) found.push(passage);
    onPost(pieces[piece]?.at(-1)?.postNumber ?? 0);
  });
  return found;
}

type LongPost = {
  readonly postNumber: number;
  readonly text: string;
  readonly wordCount: number;
  /** Its cluster; -1: none. */
  readonly main: number;
};

/** What is known of posts and clusters when passages are looked for. */
type Ground = {
  readonly tokenised: ReadableStems;
  readonly wordTable: KeyTable;
  readonly folded: Pick<FoldedPosts, 'distinct'>;
  /** In how many distinct posts each stem stands. */
  readonly everywhere: Int32Array;
  readonly lines: CountedLines | null;
  readonly clusters: readonly { readonly rows: Int32Array }[];
  readonly profiles: readonly ClusterProfile[];
};

/** Looks for passages in some posts. */
export const FIND_PASSAGES: Task<Ground, readonly LongPost[], AlsoPassage[]> = {
  name: 'find-passages',
  prepare(ground) {
    const find = createPassageFinder(ground);
    return (posts) => posts.flatMap(find);
  },
};

function createPassageFinder(ground: Ground): (post: LongPost) => AlsoPassage[] {
  const { tokenised, folded, everywhere, clusters, profiles } = ground;
  const matcher = createClusterMatcher(profiles, clusters, everywhere.length);
  const listStems = createStemLister(tokenised);
  const readStems = createStemReader(tokenised, ground.wordTable);
  const nearnessOf = createNearness(tokenised, folded, everywhere, clusters);
  const isRepeatedLine = createLineTest(ground.lines);
  return ({ postNumber, text, wordCount, main }) => {
    const language = tokenised.languages[postNumber] ?? '';
    // A passage says no more than its post: most posts need not be read again, or not be cut.
    if (wordCount < MAX_TOKENS && !matcher.mayFit(listStems(postNumber), main)) return [];
    const masked = maskText(text);
    const all = readStems.ofText(masked, language);
    if (all !== null && !matcher.mayFit(all, main)) return [];
    const { passages, prose } = splitPassages(masked, isRepeatedLine);
    if (passages.length < 2) return [];
    const stemsOf = passages.map((passage) => readStems.ofPassage(prose, passage, language).slice());
    const best = new Map<number, AlsoPassage & { readonly fit: number }>();
    for (const [i, passage] of passages.entries()) offer(passage, stemsOf[i]!);
    // Where neither of two in a row fits, both together may.
    const alone = new Set(best.keys());
    for (const [i, passage] of passages.entries()) {
      const next = passages[i + 1];
      if (next === undefined || prose.slice(passage.end, next.start).trim() !== '') continue;
      offer({ start: passage.start, end: next.end }, unite(stemsOf[i]!, stemsOf[i + 1]!), alone);
    }
    return [...best.values()].sort((a, b) => a.start - b.start).map(({ fit: _, ...passage }) => passage);

    function offer(passage: Passage, stems: Int32Array, known?: ReadonlySet<number>): void {
      const fitting = matcher.findFitting(stems, main);
      if (fitting === null || known?.has(fitting.cluster)) return;
      if (fitting.fit <= (best.get(fitting.cluster)?.fit ?? 0)) return;
      const { likeness, typical } = nearnessOf(stems, fitting.cluster);
      if (likeness < MIN_NEARNESS * typical) return;
      best.set(fitting.cluster, { postNumber, ...passage, score: roundTo(Math.min(1, likeness), 4), ...fitting });
    }
  };
}

/** The different stems of two texts. */
function unite(left: Int32Array, right: Int32Array): Int32Array {
  return Int32Array.from(new Set([...left, ...right]));
}

/** Words that were read of a post: a cheap way to leave out most of them. */
function countTokens({ offsets, silentOffsets }: TokenisedPosts, post: number): number {
  const of = (ends: Int32Array) => (ends[post + 1] ?? 0) - (ends[post] ?? 0);
  return of(offsets) + of(silentOffsets);
}
