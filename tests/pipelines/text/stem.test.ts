import { expect, test } from 'vitest';
import { stem } from '#pipelines/text/stem.ts';

test.each([
  ['news', 'new'],
  ['goods', 'good'],
  ['glasses', 'glass'],
  ['customs', 'custom'],
  ['customers', 'customs'],
  ['customer', 'custom'],
  ['physics', 'physical'],
  ['business', 'busy'],
  ['important', 'import'],
  ['pasted', 'past'],
  ['evenings', 'even'],
])('%s is not %s', (word, other) => {
  expect(stem(word, 'en')).not.toBe(stem(other, 'en'));
});

test.each([
  ['customers', "customer's"],
  ['businesses', 'business'],
  ['pasting', 'paste'],
  ['arms', 'arm'],
  ['customized', 'customize'],
])('%s is %s', (word, other) => {
  expect(stem(word, 'en')).toBe(stem(other, 'en'));
});

test('English words are kept apart in English only', () => {
  expect(stem('pasted', 'es')).not.toBe('paste');
});
