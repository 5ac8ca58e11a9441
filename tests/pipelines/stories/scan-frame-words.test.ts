import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameScan } from '#pipelines/stories/scan-frame-words.ts';

const scan = createFrameScan([{ words: 'use|using' }, { words: 'instead of|использую' }]);

test('a word counts by itself and in any case, a phrase by its last two words', () => {
  const text = 'Because I USED it. Uſing v1.2 of it! Instead. Instead of it. Я Использую';

  const found = scan(text).map(({ start, end, frames }) => [text.slice(start, end).trim(), frames]);

  expect(found).toEqual([
    ['Uſing v1.2 of it!', 1],
    ['Instead of it.', 2],
    ['Я Использую', 2],
  ]);
});

test('where a word has to follow, it follows directly and in the same sentence', () => {
  const scanNext = createFrameScan([{ words: 'use|set up', next: 'it|my own' }, { words: 'use' }]);

  const found = ['We use IT.', 'Use, it', 'set up my list', 'use. It', 'use all of it', 'it is set'].map((text) =>
    scanNext(text).map(({ frames }) => frames),
  );

  expect(found).toEqual([[3], [3], [1], [2], [2], []]);
});

test('sentences end at their marks and at the end of a line, not at a dot inside of a word', () => {
  const part = fc.constantFrom('use', ' ', '.', '!', '?', '\n', 'v1', 'x', '\u00a0', '’');

  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('');

      const found = scan(text).map(({ start, end }) => [start, text.slice(start, end)]);

      const sentences = [...text.matchAll(/[^.!?\n]+(?:\.(?=\S)[^.!?\n]+)*[.!?]?/g)];
      const telling = sentences.filter(([sentence]) => /(?<![a-z\d])use(?![a-z\d])/.test(sentence));
      expect(found).toEqual(telling.map((sentence) => [sentence.index, sentence[0]]));
    }),
  );
});
