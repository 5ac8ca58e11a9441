import { expect, test } from 'vitest';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { weighTerms } from '#pipelines/vectors/weigh-terms.ts';

const ENGLISH = 900;
const GERMAN = 60;

test('what everybody says in a language that few write is no rare word', () => {
  const weightOf = weigh([
    ...Array.from({ length: ENGLISH }, (_, i) => ({
      language: 'en',
      text: i < GERMAN ? `The kettle hums, tockle ${name(i)}` : `Quite another matter ${name(i)}`,
    })),
    ...Array.from({ length: GERMAN }, (_, i) => ({
      language: 'de',
      text: i < 6 ? `Der Akku der Uhr, tockle ${name(i + ENGLISH)}` : `Der Akku ${name(i + ENGLISH)}`,
    })),
  ]);

  expect(weightOf('akku')).toBeLessThan(weightOf('kettl') - 1);
  expect(weightOf('akku')).toBeLessThan(weightOf('uhr'));
  // As rare as it is in the language that most write, whoever else is there.
  expect(weightOf('kettl')).toBeCloseTo(Math.log((1 + ENGLISH + GERMAN) / (1 + GERMAN)) + 1, 5);
  // Said in both languages it lies between the two.
  expect(weightOf('tockl')).toBeGreaterThan(weightOf('akku'));
  expect(weightOf('tockl')).toBeLessThan(weightOf('kettl'));
});

test('no weight falls below that of what every post says', () => {
  const weightOf = weigh(
    Array.from({ length: 2_000 }, (_, i) => ({ language: i < 5 ? 'de' : 'en', text: `Akku ${name(i)}` })),
  );

  expect(weightOf('akku')).toBeGreaterThanOrEqual(1);
});

function weigh(posts: readonly { readonly language: string; readonly text: string }[]): (stem: string) => number {
  const tokenised = tokenisePosts(posts.map((post, i) => ({ ...post, id: String(i) })));
  const weights = weighTerms(tokenised, foldDuplicates(tokenised, posts.length));
  return (stem) => weights.ofStem[tokenised.vocabulary.indexOf(stem)] ?? Number.NaN;
}

/** A word that no other post says, and that no stemmer shortens. */
function name(i: number): string {
  return `x${[...i.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}z`;
}
