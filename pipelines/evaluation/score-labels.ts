import type { EnginePost } from '#pipelines/post.ts';
import type { PipelineCluster, PostPlacement } from '#pipelines/run-result.ts';
import { stem } from '#pipelines/text/stem.ts';
import { BREAK, createTokeniser } from '#pipelines/text/tokenise.ts';

/** How well the first terms of clusters tell whose posts are whose; means over clusters, each 0..1. */
export type LabelScores = {
  /** Clusters that were counted. */
  readonly n: number;
  /** Share of a cluster's posts that say one of its first three terms. */
  readonly hit: number;
  /** Share of the other placed posts that do. */
  readonly leak: number;
  /** Clusters, of all, whose first term is another cluster's first term, too. */
  readonly sharedFirst: number;
  /** Clusters, of all, whose title is another cluster's title, too. */
  readonly sharedTitle: number;
};

/** What is read of a run. */
export type LabelledRun = {
  readonly clusters: readonly Pick<PipelineCluster, 'title' | 'terms' | 'members'>[];
  readonly posts: readonly Pick<PostPlacement, 'id' | 'language'>[];
};

const TERMS = 3;
/** Shares of fewer posts than this say little. */
const MIN_POSTS = 5;

/**
 * Holds the labels of a run against the posts as they were written. A post says a term when it has all its words, in
 * any form of the post's language.
 */
export function scoreLabels(posts: readonly EnginePost[], result: LabelledRun): LabelScores {
  const wordsOf = createWordReader();
  const languageOf = new Map(result.posts.map(({ id, language }) => [id, language]));
  const placed = new Set(result.clusters.flatMap(({ members }) => members.map(({ postId }) => postId)));
  const said = new Map(
    posts
      .filter(({ id }) => placed.has(id))
      .map(({ id, title, text }) => [id, new Set(wordsOf(`${title ?? ''}\n${text}`, languageOf.get(id) ?? 'en'))]),
  );
  const languages = new Set(languageOf.values());
  const counted = result.clusters.filter(({ members }) => members.length >= MIN_POSTS);
  const shares = counted.map(({ terms, members }) => {
    const own = new Set(members.map(({ postId }) => postId));
    const first = terms.slice(0, TERMS).map(({ term }) => term);
    const partsIn = new Map([...languages].map((language) => [language, first.map((term) => wordsOf(term, language))]));
    let [inside, outside] = [0, 0];
    for (const [id, words] of said) {
      const parts = partsIn.get(languageOf.get(id) ?? 'en') ?? [];
      if (!parts.some((term) => term.length > 0 && term.every((word) => words.has(word)))) continue;
      if (own.has(id)) inside += 1;
      else outside += 1;
    }
    return { hit: inside / own.size, leak: outside / Math.max(1, said.size - own.size) };
  });
  return {
    n: counted.length,
    hit: mean(shares.map(({ hit }) => hit)),
    leak: mean(shares.map(({ leak }) => leak)),
    sharedFirst: countShared(result.clusters.flatMap(({ terms }) => terms.slice(0, 1).map(({ term }) => term))),
    sharedTitle: countShared(result.clusters.map(({ title }) => title)),
  };
}

function createWordReader(): (text: string, language: string) => string[] {
  const tokeniser = createTokeniser();
  const known = new Map<string, string>();
  return (text, language) =>
    [...tokeniser.tokenise(text, Number.POSITIVE_INFINITY)]
      .filter((token) => token !== BREAK)
      .map((token) => {
        const word = tokeniser.words[token]!;
        const key = `${language} ${word}`;
        const found = known.get(key) ?? stem(word, language);
        known.set(key, found);
        return found;
      });
}

function countShared(texts: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text.toLowerCase(), (counts.get(text.toLowerCase()) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count > 1 ? count : 0), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
