import type { Constraints } from '#pipelines/constraints.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { PipelineLanguagePair } from '#pipelines/run-result.ts';
import type { Fate, Overlay } from './apply-constraints.ts';

export type SuggestionKind = 'merge' | 'split' | 'move' | 'new';

/** What the engine would do otherwise, had people not decided. */
export type Suggestion = {
  readonly kind: SuggestionKind;
  /** The same for the same suggestion in every run, so that a refusal is remembered. */
  readonly signature: string;
  /** `merge`: the survivor first. `split`: the cluster. `move`: from, to. `new`: where most of the posts are. */
  readonly clusterIds: readonly number[];
  /** The posts that would go elsewhere; of a merge, those that were found together. */
  readonly postIds: readonly number[];
  /** 0 to 1: how much speaks for it. */
  readonly score: number;
  /** Terms that show what it is about. */
  readonly terms: readonly string[];
};

type Found = {
  readonly key: string;
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  readonly posts: readonly { readonly postId: number; readonly score: number }[];
};

/** One post elsewhere is noise. */
const FEWEST_POSTS = 2;
const MIN_SHARE = 0.2;
/** Clusters whose terms are this like each other may be one matter. */
const MIN_TERM_LIKENESS = 0.4;
const MAX_POST_IDS = 500;

/**
 * What the engine found beside what people's decisions made of it. Never says what they decided against: pinned posts and
 * clusters that they hold apart are left out.
 * @param apart roots that people hold apart, as `low-high`.
 * @param idOf the cluster that a found one became.
 * @param languagePairs found clusters in different languages that share what no language owns.
 */
export function findSuggestions(
  { known, pins, apart }: Constraints & { readonly apart: ReadonlySet<string> },
  { fates, held }: Pick<Overlay, 'fates' | 'held'>,
  found: readonly Found[],
  idOf: (key: string) => number | undefined,
  languagePairs: readonly PipelineLanguagePair[] = [],
): Suggestion[] {
  const rootOf = new Map(known.map(({ clusterId, rootId }) => [clusterId, rootId]));
  const sizes = new Map<number, number>();
  for (const { rootId, postIds } of known) sizes.set(rootId, (sizes.get(rootId) ?? 0) + postIds.length);
  const suggestions = new Map<string, Suggestion>();
  const add = (suggestion: Suggestion) => {
    const other = suggestions.get(suggestion.signature);
    if (!other || other.score < suggestion.score) suggestions.set(suggestion.signature, suggestion);
  };
  for (const cluster of found) {
    const target = rootIdOf(fates.get(cluster.key), idOf(cluster.key), rootOf);
    const terms = cluster.terms.map(({ term }) => term);
    const groups = new Map<number, { postIds: number[]; score: number }>();
    for (const { postId, score } of cluster.posts) {
      const home = held.get(postId);
      if (home === undefined || pins.has(postId)) continue;
      const rootId = rootOf.get(home) ?? home;
      const group = groups.get(rootId) ?? { postIds: [], score: 0 };
      groups.set(rootId, group);
      group.postIds.push(postId);
      group.score += score;
    }
    const isPart = fates.get(cluster.key)?.kind === 'joins';
    for (const [rootId, { postIds, score }] of groups) {
      if (postIds.length < FEWEST_POSTS) continue;
      const fit = score / postIds.length;
      const share = postIds.length / Math.max(1, sizes.get(rootId) ?? 1);
      const base = { postIds: postIds.slice(0, MAX_POST_IDS), terms };
      if (rootId === target) {
        if (isPart && share < 1) {
          const signature = `split ${rootId} ${terms.slice(0, 3).join(' ')}`;
          add({
            ...base,
            kind: 'split',
            signature,
            clusterIds: [rootId],
            score: roundTo(fit * Math.min(1, share / MIN_SHARE), 3),
          });
        }
        continue;
      }
      if (target === undefined) {
        add({
          ...base,
          kind: 'new',
          signature: `new ${rootId} ${terms.slice(0, 3).join(' ')}`,
          clusterIds: [rootId],
          score: roundTo(fit, 3),
        });
        continue;
      }
      if (apart.has(pairOf(rootId, target))) continue;
      if (share >= 0.5 && sizes.has(target)) {
        const [large, small] =
          (sizes.get(target) ?? 0) >= (sizes.get(rootId) ?? 0) ? [target, rootId] : [rootId, target];
        add({
          ...base,
          kind: 'merge',
          signature: `merge ${pairOf(large, small)}`,
          clusterIds: [large, small],
          score: roundTo(fit * share, 3),
        });
      } else {
        add({
          ...base,
          kind: 'move',
          signature: `move ${rootId} ${target}`,
          clusterIds: [rootId, target],
          score: roundTo(fit, 3),
        });
      }
    }
  }
  const rootOfKey = (key: string) => rootIdOf(fates.get(key), idOf(key), rootOf);
  const foundByKey = new Map(found.map((cluster) => [cluster.key, cluster]));
  const abroad = languagePairs.flatMap(({ clusterKeys, marks, score }): Pair[] => {
    const [a, b] = clusterKeys.map(rootOfKey);
    const [sizeA = 0, sizeB = 0] = clusterKeys.map((key) => foundByKey.get(key)?.posts.length);
    if (a === undefined || b === undefined || a === b) return [];
    return [{ a, b, sizeA, sizeB, likeness: score, terms: [...marks] }];
  });
  for (const pair of [...pairLikeTerms(found, rootOfKey), ...abroad]) {
    if (apart.has(pairOf(pair.a, pair.b))) continue;
    const [large, small] = pair.sizeA >= pair.sizeB ? [pair.a, pair.b] : [pair.b, pair.a];
    const signature = `merge ${pairOf(large, small)}`;
    add({ kind: 'merge', signature, clusterIds: [large, small], postIds: [], score: pair.likeness, terms: pair.terms });
  }
  return [...suggestions.values()].sort((a, b) => b.score - a.score || (a.signature < b.signature ? -1 : 1));
}

function rootIdOf(
  fate: Fate | undefined,
  ownId: number | undefined,
  rootOf: ReadonlyMap<number, number>,
): number | undefined {
  const id = fate && fate.kind !== 'new' ? fate.clusterId : ownId;
  return id === undefined ? undefined : (rootOf.get(id) ?? id);
}

type Pair = { a: number; b: number; sizeA: number; sizeB: number; likeness: number; terms: string[] };

/** Pairs of clusters whose terms are alike (cosine), by way of the terms that they share. */
function pairLikeTerms(found: readonly Found[], idOf: (key: string) => number | undefined): Pair[] {
  const byTerm = new Map<string, { index: number; weight: number }[]>();
  const norms = found.map(({ terms }) => Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0)));
  const pairs: Pair[] = [];
  for (const [index, { key, terms, posts }] of found.entries()) {
    const dots = new Map<number, { dot: number; terms: string[] }>();
    for (const { term, weight } of terms) {
      const holders = byTerm.get(term) ?? [];
      byTerm.set(term, holders);
      for (const other of holders) {
        const sum = dots.get(other.index) ?? { dot: 0, terms: [] };
        dots.set(other.index, sum);
        sum.dot += weight * other.weight;
        sum.terms.push(term);
      }
      holders.push({ index, weight });
    }
    for (const [other, { dot, terms: shared }] of dots) {
      const likeness = roundTo(dot / ((norms[index] ?? 1) * (norms[other] ?? 1)), 3);
      const [a, b] = [idOf(found[other]?.key ?? ''), idOf(key)];
      if (likeness < MIN_TERM_LIKENESS || a === undefined || b === undefined || a === b) continue;
      pairs.push({ a, b, sizeA: found[other]?.posts.length ?? 0, sizeB: posts.length, likeness, terms: shared });
    }
  }
  return pairs;
}

function pairOf(a: number, b: number): string {
  return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
