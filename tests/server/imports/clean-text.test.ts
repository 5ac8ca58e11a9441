import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanRecord } from '#server/imports/clean-record.ts';
import { cleanText } from '#server/imports/clean-text.ts';
import { findShared } from '#tests/shared-material.ts';

describe('cleanText', () => {
  test.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['other controls', 'a\u0007\u001b[31mb\u007f\u009fc', 'a[31mbc'],
    ['tabs and line feeds stay', 'a\tb\nc', 'a\tb\nc'],
    ['CRLF, CR and soft breaks', 'a\r\nb\rc\u000bd\u000ce\u0085f', 'a\nb\nc\nd\ne\nf'],
    ['a lone high surrogate', 'a\ud83d', 'a\ufffd'],
    ['a lone low surrogate', '\ude00a', '\ufffda'],
    ['a reversed pair', '\ude00\ud83d', '\ufffd\ufffd'],
    ['emoji with joiners stay', '👩‍👩‍👧 ok', '👩‍👩‍👧 ok'],
    ['text from right to left stays', '\u202eabc\u202c', '\u202eabc\u202c'],
  ])('%s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('any text becomes one that PostgreSQL stores as it is, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const cleaned = cleanText(String.fromCharCode(...units));

        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        expect(cleanText(cleaned)).toBe(cleaned);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  const naughty = findShared('badinput/naughty-strings.json');
  test.skipIf(naughty === null)('naughty strings lose nothing but controls', () => {
    const strings: string[] = JSON.parse(readFileSync(naughty ?? '', 'utf8'));
    for (const text of strings) {
      const kept = [...text].filter((char) => !/[\p{Cc}\p{Cs}]/u.test(char)).join('');
      expect(cleanText(text).replaceAll(/[\p{Cc}\ufffd]/gu, '')).toBe(kept.replaceAll('\ufffd', ''));
    }
  });
});

describe('cleanRecord', () => {
  test('strings and keys are cleaned at every depth, and keys that become equal are both kept', () => {
    const cleaned = cleanRecord({
      'a\u0000': 'x\u0000',
      a: ['y\ud800', { 'k\r\n': 1n }],
      n: Number.NaN,
      d: new Date(0),
      f: () => 1,
    });

    expect(JSON.parse(JSON.stringify(cleaned))).toEqual({
      ok: true,
      record: { a: 'x', 'a (2)': ['y\ufffd', { 'k\n': '1' }], n: null, d: '1970-01-01T00:00:00.000Z', f: null },
    });
  });

  test('a key named __proto__ is only a key', () => {
    const cleaned = cleanRecord(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}'));

    expect(cleaned.ok && JSON.stringify(cleaned.record)).toBe(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a record nested without end is refused with a reason', () => {
    expect(cleanRecord(JSON.parse(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('nested deeper'),
    });
  });
});
