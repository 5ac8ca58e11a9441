import porter from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { expect, test } from 'vitest';
import { createRandom } from '#pipelines/numerics/random.ts';
import { stemEnglish } from '#pipelines/text/stem-english.ts';

/** Letters of each sort and every suffix that a step looks for. */
const PARTS =
  `a e i o u y b t s l z w x ss ll at bl iz ed ing eed ational tional enci anci izer abli bli alli entli eli ousli ization ation ator alism
  iveness fulness ousness aliti iviti biliti logi icate ative alize iciti ical ful ness al ance ence er ic able ible ant ement ment ent ou
  ism ate iti ous ive ize sion tion es ies sses é ' - Q`.split(/\s+/);

test('a word has the stem that the package natural gives it', () => {
  const random = createRandom(1);
  const words = Array.from({ length: 50_000 }, () =>
    Array.from({ length: 1 + random.below(5) }, () => PARTS[random.below(PARTS.length)]).join(''),
  );

  expect(words.map(stemEnglish)).toEqual(words.map(porter.stem));
});

test.each([
  ['connections', 'connect'],
  ['hopping', 'hop'],
  ['happily', 'happili'],
  ['relational', 'relat'],
  ['skies', 'ski'],
  ['as', 'as'],
])('%s: %s', (word, stem) => {
  expect(stemEnglish(word)).toBe(stem);
});
