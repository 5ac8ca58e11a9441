import { expect, test } from 'vitest';
import { spreadByWords } from '#pipelines/clusters/spread-by-words.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { weighTerms } from '#pipelines/vectors/weigh-terms.ts';

const EXPORT = ['export spreadsheet hangs', 'spreadsheet export fails large query', 'export hangs large query'];
const ALARM = ['alarm rings late morning', 'morning alarm silent', 'alarm late again morning'];

test('a post goes where its words are said, and learned posts keep their cluster', () => {
  const texts = [...EXPORT, ...ALARM, 'spreadsheet query hangs', 'silent alarm rings', 'export alarm'];
  const tokenised = tokenisePosts(texts.map((text, i) => ({ id: `p${i}`, text })));
  const folded = foldDuplicates(tokenised, texts.length);
  const words = { tokenised, folded, weights: weighTerms(tokenised, folded) };
  const learned = Int32Array.of(0, 1, 2, 3, 4, 5, 8);

  const { labels, fits } = spreadByWords(learned, Int32Array.of(0, 0, 0, 1, 1, 1, 1), 2, words);

  expect([...labels]).toEqual([0, 0, 0, 1, 1, 1, 0, 1, 1]);
  for (const fit of fits) expect(fit > 0 && fit < 1).toBe(true);
});
