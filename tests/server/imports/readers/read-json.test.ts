import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectFile } from '#server/imports/detect-file.ts';
import { bufferSource } from '#server/imports/readers/byte-source.ts';
import { pieceSource, readAll, recordsOf, textSource } from './collect.ts';

describe('json lines', () => {
  test('each line is a record; a bad one is refused by number and the rest is read', async () => {
    const source = textSource('{"id":1,"text":"a"}\r\n\n{"id":2,\n[1]\n"x"\n{"id":3,"text":"c"}');

    const { settings } = await detectFile(source);
    const entries = await readAll(source, settings);

    expect(settings.format).toBe('jsonl');
    expect(entries.map((entry) => entry.line)).toEqual([1, 3, 4, 5, 6]);
    expect(entries[1]).toMatchObject({ reason: expect.stringContaining('Not valid JSON'), excerpt: '{"id":2,' });
    expect(entries[2]).toMatchObject({ reason: 'Not a record but a list.' });
    expect(recordsOf(entries).at(-1)).toEqual({ id: 3, text: 'c' });
  });

  test('a line of ten megabytes is refused by number', async () => {
    const entries = await readAll(textSource(`{"a":1}\n{"a":"${'x'.repeat(10_000_000)}"}\n{"a":3}\n`), {
      format: 'jsonl',
    });

    expect(entries).toMatchObject([
      { line: 1 },
      { line: 2, reason: expect.stringContaining('longer than') },
      { line: 3 },
    ]);
  });

  test('ids beyond 2^53 stay exact', async () => {
    const [record] = recordsOf(
      await readAll(
        textSource('{"id":334385199974967042,"n":12,"t":"id 334385199974967042","f":0.1234567890123456789}'),
        { format: 'jsonl' },
      ),
    );

    expect(record).toEqual({ id: '334385199974967042', n: 12, t: 'id 334385199974967042', f: 0.12345678901234568 });
  });

  test('gzipped files are told by their bytes, whatever their name', async () => {
    const source = bufferSource(gzipSync('{"id":1}\n{"id":2}\n'), 'export.bin');

    const { settings } = await detectFile(source);

    expect(settings).toMatchObject({ format: 'jsonl', isGzipped: true });
    expect(recordsOf(await readAll(source, settings))).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('a gzip that was cut off says so', async () => {
    const packed = gzipSync(Buffer.from('{"id":1}\n'.repeat(5000)));
    const source = bufferSource(packed.subarray(0, packed.length - 20));

    await expect(readAll(source, { format: 'jsonl', isGzipped: true })).rejects.toThrow('ends too early');
  });
});

describe('json', () => {
  test.each([
    ['a list', '[{"a":1},{"a":2}]', ''],
    ['an object with posts', '{"meta":{"tags":[{"x":1},{"x":2},{"x":3}]},"posts":[{"a":1},{"a":2}]}', 'posts'],
    [
      'the Discord exporter',
      '{"guild":{"id":"1"},"channel":{"id":"2"},"messages":[{"a":1,"attachments":[{"u":1},{"u":2},{"u":3}]},{"a":2}],"messageCount":2}',
      'messages',
    ],
    [
      'a Reddit listing',
      '{"kind":"Listing","data":{"after":null,"children":[{"kind":"t3","data":{"a":1}},{"kind":"t3","data":{"a":2}}]}}',
      'data.children',
    ],
    ['pages of an API', '[{"status":200,"body":{"items":[{"a":1},{"a":2},{"a":3}]}}]', '*.body.items'],
    ['an unknown name', '{"count":2,"bugs":[{"a":1},{"a":2}],"ids":[1,2,3,4,5]}', 'bugs'],
  ])('the records are found in %s', async (_, text, path) => {
    const source = textSource(text, 'export.json');

    const { settings } = await detectFile(source);

    expect(settings).toMatchObject({ format: 'json', recordPath: path });
    expect((await readAll(source, settings)).length).toBeGreaterThanOrEqual(2);
  });

  test('a broken element is refused by its place and the ones after it are read', async () => {
    const entries = await readAll(textSource('[{"a":1},{bad},3,"x",{"a":"]}\\"["},{"a":5'), { format: 'json' });

    expect(entries.map((entry) => entry.line)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(recordsOf(entries)).toEqual([
      { a: 1 },
      expect.stringContaining('Not valid JSON'),
      'Not a record but a number.',
      'Not a record but a string.',
      { a: ']}"[' },
      'The file ends in the middle of this record.',
    ]);
  });

  test('an element of ten megabytes is refused and the next one is read', async () => {
    const entries = await readAll(textSource(`[{"a":"${'x'.repeat(10_000_000)}"},{"a":2}]`), { format: 'json' });

    expect(entries).toMatchObject([
      { line: 1, reason: expect.stringContaining('longer than') },
      { line: 2, record: { a: 2 } },
    ]);
  });

  test('a million brackets neither crash nor give records', async () => {
    expect(await readAll(textSource('['.repeat(1_000_000)), { format: 'json', recordPath: 'x' })).toEqual([]);
    const entries = await readAll(textSource('['.repeat(1_000_000)), { format: 'json' });
    expect(entries).toMatchObject([{ line: 1, reason: expect.any(String) }]);
  });

  test('any list comes back as it was written, at any depth, wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.constantFrom(undefined, 2),
        async (records, sizes, indent) => {
          const list = Buffer.from(JSON.stringify(records, null, indent));
          const nested = Buffer.from(JSON.stringify({ a: [[1]], 'ke"y': { posts: records } }, null, indent));
          const expected = records.map((record) => JSON.parse(JSON.stringify(record)));

          expect(recordsOf(await readAll(pieceSource(list, sizes), { format: 'json' }))).toEqual(expected);
          expect(
            recordsOf(await readAll(pieceSource(nested, sizes), { format: 'json', recordPath: 'ke\\"y.posts' })),
          ).toEqual(expected);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});
