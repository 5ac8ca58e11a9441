import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutQuote } from '#pipelines/evidence/cut-quote.ts';
import { hashVersion, type PostVersion } from '#pipelines/evidence/hash-version.ts';
import { readQuote, verifyQuote } from '#pipelines/evidence/verify-quote.ts';

const permalink = 'https://forum.example/t/1';

test('a span of a stored text becomes a quote that reads back the same words', () => {
  const version = store('The export hangs. Again.');

  const result = cutQuote({ id: 7, permalink, version }, { startOffset: 4, endOffset: 16 });

  expect(result).toEqual({
    ok: true,
    quote: { postId: 7, startOffset: 4, endOffset: 16, contentHash: version.contentHash, permalink },
  });
  if (!result.ok) return;
  expect(readQuote([version], result.quote)).toEqual({
    standing: 'verbatim',
    words: 'export hangs',
    isCutBefore: true,
    isCutAfter: true,
  });
});

test.each([
  ['nothing', 'abc', 1, 1, 'empty'],
  ['only white space', 'a  b', 1, 3, 'empty'],
  ['a start before the text', 'abc', -1, 2, 'out-of-range'],
  ['an end behind the text', 'abc', 0, 4, 'out-of-range'],
  ['a reversed span', 'abc', 2, 1, 'out-of-range'],
  ['half an offset', 'abc', 0.5, 2, 'out-of-range'],
  ['half a surrogate pair', 'a😀b', 0, 2, 'character-split'],
  ['half a family', '👨‍👩‍👧', 0, 3, 'character-split'],
  ['a letter without its accent', 'cafe\u0301', 0, 4, 'character-split'],
  ['half a flag', '🇩🇪🇫🇷', 0, 2, 'character-split'],
])('a quote cannot be %s', (_name, text, startOffset, endOffset, fault) => {
  const post = { id: 1, permalink: null, version: store(text) };

  expect(cutQuote(post, { startOffset, endOffset })).toEqual({ ok: false, fault });
});

test('standing follows the life of the post', () => {
  const first = store('It crashes on save', 'Crash');
  const second = store('It crashed on save (fixed)', 'Crash');
  const result = cutQuote({ id: 1, permalink, version: first }, { startOffset: 3, endOffset: 10 });
  if (!result.ok) throw new Error(result.fault);
  const { quote } = result;

  expect(verifyQuote([first], quote)).toBe('verbatim');
  expect(verifyQuote([second, first], quote)).toBe('edited-since');
  expect(verifyQuote([first, second, first], quote)).toBe('verbatim');
  expect(verifyQuote([], quote)).toBe('erased');
  expect(verifyQuote([second], quote)).toBe('broken');
  expect(verifyQuote([{ ...first, text: 'It exploded on save' }], quote)).toBe('broken');
  expect(verifyQuote([{ ...first, title: 'Other' }], quote)).toBe('broken');
  expect(verifyQuote([first], { ...quote, endOffset: 99 })).toBe('broken');
});

test('title and text cannot be shifted into each other under one hash', () => {
  expect(hashVersion({ title: 'ab', text: 'c' })).not.toBe(hashVersion({ title: 'a', text: 'bc' }));
  expect(hashVersion({ title: null, text: 'c' })).toBe(hashVersion({ title: '', text: 'c' }));
});

test('no reading ever holds words that are not in a stored version', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(texts, { maxLength: 4 }),
      texts,
      fc.integer({ min: -2, max: 40 }),
      fc.integer({ min: -2, max: 40 }),
      (stored, text, startOffset, endOffset) => {
        const versions = stored.map((value) => store(value));
        const contentHash = store(text).contentHash;

        const reading = readQuote(versions, { postId: 1, startOffset, endOffset, contentHash, permalink: null });

        if (reading.words === null) return;
        expect(versions.some((version) => version.text.includes(reading.words as string))).toBe(true);
        expect(reading.words).not.toBe('');
      },
    ),
  );
});

function store(text: string, title: string | null = null): PostVersion {
  return { title, text, contentHash: hashVersion({ title, text }) };
}
