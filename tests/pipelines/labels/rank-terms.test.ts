import { describe, expect, test } from 'vitest';
import { rankTerms } from '#pipelines/labels/rank-terms.ts';
import { createMentionReader } from '#pipelines/labels/read-mentions.ts';
import { createTermWeigher } from '#pipelines/labels/weigh-cluster-terms.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
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
  const { tokenised, folded } = prepare([...inside, ...outside]);
  const rows = Int32Array.from(inside.keys());
  const terms = createTermWeigher(tokenised, folded)(rows);
  const spell = (stem: number) => tokenised.vocabulary[stem] ?? '';
  return rankTerms(createMentionReader(tokenised, folded)(rows, terms.keys()), terms, {
    most: 8,
    mayLead: (stem) => mayLead(spell(stem)),
  }).map(({ stem, weight }) => ({ term: spell(stem), weight }));
}

function prepare(texts: readonly string[], languageOf = (_: number) => 'en') {
  const posts = texts.map((text, i) => ({ id: String(i), text, language: languageOf(i) }));
  const tokenised = tokenisePosts(posts);
  return { tokenised, folded: foldDuplicates(tokenised, posts.length) };
}

/** Makes posts differ by a word that only one of them has. */
function addNumber(text: string, index: number): string {
  return `${text} number${'abcdefgh'[index]}`;
}

test('the weights of a cluster are those of the formula, and none of its heaviest or common stems is missing', () => {
  const words = Array.from(
    { length: 400 },
    (_, i) => `w${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]}${'uvwxy'[Math.floor(i / 100)]}`,
  );
  const random = createRandom(5);
  const texts = Array.from({ length: 120 }, (_, post) =>
    Array.from({ length: 40 }, () => words[Math.floor(random.next() ** 2 * (post < 60 ? 400 : 250))]).join(' '),
  );
  const { tokenised, folded } = prepare(texts);
  const rows = Int32Array.from({ length: 60 }, (_, row) => row);

  const found = createTermWeigher(tokenised, folded)(rows);

  const sets = texts.map((text) => new Set(text.split(' ')));
  const share = (word: string, part: readonly Set<string>[]) =>
    part.filter((set) => set.has(word)).length / part.length;
  const plain = [...new Set(texts.slice(0, 60).flatMap((text) => text.split(' ')))].map((word) => {
    const coverage = share(word, sets.slice(0, 60));
    const contrast = Math.max(0, Math.log((coverage + 1 / 121) / (share(word, sets.slice(60)) + 1 / 121)));
    return { word, coverage, weight: coverage < 2 / 60 ? 0 : coverage * contrast };
  });
  plain.sort((a, b) => b.weight - a.weight);
  const byWord = new Map([...found].map(([stem, { weight }]) => [tokenised.vocabulary[stem], weight]));
  for (const [i, { word, coverage, weight }] of plain.entries()) {
    if (i < 50 || coverage >= 0.05) expect(byWord.get(word), word).toBeCloseTo(weight, 6);
  }
});

test('what every post in a language says tells nothing of a cluster in that language', () => {
  const english = Array.from({ length: 40 }, (_, i) => `login theme ${i % 2 === 0 ? 'billing' : 'alerts'} a${i}`);
  const german = Array.from({ length: 12 }, (_, i) => `Gerät ${i < 6 ? 'Akku' : 'Ton'} b${i}`);
  const { tokenised, folded } = prepare([...english, ...german], (i) => (i < 40 ? 'en' : 'de'));

  const terms = createTermWeigher(tokenised, folded)(Int32Array.from({ length: 6 }, (_, i) => 40 + i));
  const weightOf = new Map([...(terms ?? [])].map(([stem, { weight }]) => [tokenised.vocabulary[stem], weight]));

  expect(weightOf.get('akku')).toBeGreaterThan(1);
  expect([...weightOf].filter(([stem]) => stem?.startsWith('ger')).map(([, weight]) => weight)).toEqual([0]);
});
