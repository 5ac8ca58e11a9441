import { describe, expect, test } from 'vitest';
import { rankTerms } from '#pipelines/labels/rank-terms.ts';
import { weighClusterTerms } from '#pipelines/labels/weigh-cluster-terms.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

describe('the terms of a cluster', () => {
  test('the second one reaches the posts that the first one leaves', () => {
    const inside = ['export csv', 'export csv', 'export csv', 'spinner forever', 'spinner'].map(addNumber);

    expect(rank(inside, ['login', 'theme', 'login theme', 'billing']).slice(0, 2)).toEqual(['export', 'spinner']);
  });

  test('a word that many other posts say comes after rarer ones that reach as many', () => {
    const inside = ['dashboard widget', 'dashboard widget', 'dashboard widget'].map(addNumber);
    const outside = ['dashboard login', 'dashboard theme', 'billing', 'invoice', 'alerts', 'schema'];

    expect(rank(inside, outside)[0]).toBe('widget');
  });

  test('weights never rise from term to term', () => {
    const inside = ['export csv', 'export excel', 'download csv', 'export spinner', 'spinner', 'csv excel'];

    for (const lead of [() => true, (term: string) => term !== 'export']) {
      const weights = rankWeights(inside, ['login', 'theme', 'billing'], lead).map(({ weight }) => weight);

      expect(weights).toEqual([...weights].sort((a, b) => b - a));
      expect(weights[0]).toBeGreaterThan(0);
    }
  });

  test('a term that must not lead comes second', () => {
    const inside = ['export csv', 'export csv', 'export'].map(addNumber);

    expect(rank(inside, ['login', 'theme'], (term) => term !== 'export').slice(0, 2)).toEqual(['csv', 'export']);
  });
});

function rank(inside: readonly string[], outside: readonly string[], mayLead = (_: string) => true) {
  return rankWeights(inside, outside, mayLead).map(({ term }) => term);
}

function rankWeights(inside: readonly string[], outside: readonly string[], mayLead: (term: string) => boolean) {
  const posts = [...inside, ...outside].map((text, i) => ({ id: String(i), text, language: 'en' }));
  const tokenised = tokenisePosts(
    posts,
    () => null,
    () => {},
  );
  const folded = foldDuplicates(tokenised, posts.length);
  const rows = Int32Array.from(inside.keys());
  const [terms] = weighClusterTerms(tokenised, folded, [rows]);
  const spell = (stem: number) => tokenised.vocabulary[stem] ?? '';
  return rankTerms({ tokenised, folded, rows }, terms ?? new Map(), {
    most: 8,
    mayLead: (stem) => mayLead(spell(stem)),
  }).map(({ stem, weight }) => ({ term: spell(stem), weight }));
}

/** Makes posts differ by a word that only one of them has. */
function addNumber(text: string, index: number): string {
  return `${text} number${'abcdefgh'[index]}`;
}
