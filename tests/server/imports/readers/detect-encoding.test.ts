import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bufferSource } from '#server/imports/readers/byte-source.ts';
import { decodeText } from '#server/imports/readers/decode-text.ts';
import { detectEncoding } from '#server/imports/readers/detect-encoding.ts';
import { findShared } from '#tests/shared-material.ts';
import { collect, pieceSource } from './collect.ts';

async function decode(bytes: Uint8Array): Promise<{ encoding: string; text: string }> {
  const source = pieceSource(bytes, [3, 1, 7]);
  const { encoding } = await detectEncoding(source.open());
  return { encoding, text: (await collect(decodeText(source.open(), encoding))).join('') };
}

function utf32(text: string, isLittleEndian: boolean): Buffer {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [index, code] of codes.entries())
    isLittleEndian ? bytes.writeUInt32LE(code, index * 4) : bytes.writeUInt32BE(code, index * 4);
  return bytes;
}

describe('encoding', () => {
  const text = 'id,text\n1,Grüße 👋 “quoted”\n';

  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ['utf-32le', utf32(`\ufeff${text}`, true)],
    ['utf-32be', utf32(`\ufeff${text}`, false)],
    ['utf-32le', utf32(text, true)],
  ])('%s is told and decoded, its mark dropped', async (encoding, bytes) => {
    expect(await decode(bytes)).toEqual({ encoding, text });
  });

  test('one broken byte in a UTF-8 file spoils one character, not the file', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Grüße an alle, schöne Wörter überall. '.repeat(20)),
      Buffer.from([0xff]),
      Buffer.from(' später'),
    ]);

    const { encoding, text: decoded } = await decode(bytes);

    expect(encoding).toBe('utf-8');
    expect(decoded).toContain('\ufffd später');
  });

  test('the signs of windows-1252 come out right', async () => {
    const bytes = Buffer.from([0x93, 0x69, 0x74, 0x92, 0x73, 0x94, 0x20, 0x80, 0x35]);

    expect((await collect(decodeText(bufferSource(bytes).open(), 'windows-1252'))).join('')).toBe('“it’s” €5');
  });

  test('a text of nothing but seven bits is UTF-8', async () => {
    expect(await decode(Buffer.from('plain'))).toEqual({ encoding: 'utf-8', text: 'plain' });
  });
});

describe.skipIf(findShared('badinput/chardet') === null)('files of many encodings', () => {
  const folder = findShared('badinput/chardet') ?? '';
  // How each file begins when it is decoded rightly.
  const words: Readonly<Record<string, string>> = {
    euc_jp: '英語は他の多く',
    gb18030: '基本上，计算机',
    iso2022jp: 'コンピューターは',
    iso88595_ru: 'Первомай в современном',
    iso88597_el: 'Η Λαϊκή ή Δημώδης',
    iso88598_he: 'מה זה יוניקוד',
    koi8r: 'Первомай в современном',
    lang_chinese: '政府資訊科技',
    lang_greek: 'Η Λαϊκή ή Δημώδης',
    lang_japanese: 'コンピューターは',
    lang_russian: 'Первомай в современном',
    shiftjis: 'コンピューターは',
    utf16le: 'Euro Symbol: €.',
    utf32le: 'Euro Symbol: €.',
    windows_1250: 'Velký a Malý Tisý je národní přírodní',
    windows_1252: 'What is Unicode?',
    windows_1254: 'Leylek (Ciconia',
    windows_1256: 'قبل حرب 1948',
    windows_1257_lt: 'Vilnius garsėja senamiesčiu',
    windows_1258: 'nhi',
  };

  test.each(folder === '' ? [] : readdirSync(folder))('%s', async (name) => {
    const bytes = readFileSync(`${folder}/${name}`);

    const { text } = await decode(bytes);

    expect(text).not.toContain('\ufffd');
    expect(text).toContain(words[name] ?? '');
  });
});
