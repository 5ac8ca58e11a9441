import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectFile } from '#server/imports/detect-file.ts';
import { bufferSource } from '#server/imports/readers/byte-source.ts';
import { findShared } from '#tests/shared-material.ts';
import { readAll, recordsOf } from './collect.ts';
import { workbookParts, writeZip } from './write-xlsx.ts';

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/><numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
const STRINGS = [
  '<si><t>id</t></si>',
  '<si><t>text</t></si>',
  '<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh></si>',
  '<si><t>line_x000D_break &amp; more</t></si>',
];
const HEADER =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>when</t></is></c></row>';

describe('xlsx', () => {
  test('cells of every type are read, gaps and all', async () => {
    const xml = `${HEADER}<row r="3"><c r="A3"><v>7</v></c><c r="B3" t="s"><v>2</v></c><c r="D3" s="2"><v>45321.573611111111</v></c></row>
      <row r="4"><c r="A4" t="str"><v>x8</v></c><c r="B4" t="s"><v>3</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" s="1"><v>45321</v></c></row>
      <row r="5"/><row r="9"><c><v>12345678901234567890</v></c><c t="inlineStr"><is><t>inline</t></is></c><c s="3"><v>2.5</v></c></row>`;

    const entries = await readAll(
      bufferSource(writeZip(workbookParts([{ name: 'Posts', xml }], { strings: STRINGS, styles: STYLES }))),
      { format: 'xlsx' },
    );

    expect(entries).toMatchObject([
      { line: 3, record: { id: 7, text: 'rich text', when: '2024-01-30T13:46:00' } },
      { line: 4, record: { id: 'x8', text: 'line\rbreak & more', 'Column 3': true, when: '2024-01-30T00:00:00' } },
      { line: 9, record: { id: '12345678901234567890', text: 'inline', 'Column 3': 2.5 } },
    ]);
  });

  test('the sheet is found by name, the first without one, and a wrong name is told', async () => {
    const sheets = ['one', 'two'].map((name) => ({
      name,
      xml: `<row><c t="inlineStr"><is><t>id</t></is></c></row><row><c t="inlineStr"><is><t>${name}</t></is></c></row>`,
    }));
    const source = bufferSource(writeZip(workbookParts(sheets)), 'export.csv');

    const { settings, sheets: names } = await detectFile(source);

    expect(settings).toMatchObject({ format: 'xlsx', sheet: 'one' });
    expect(names).toEqual(['one', 'two']);
    expect(recordsOf(await readAll(source, { format: 'xlsx' }))).toEqual([{ id: 'one' }]);
    expect(recordsOf(await readAll(source, { format: 'xlsx', sheet: 'two' }))).toEqual([{ id: 'two' }]);
    await expect(readAll(source, { format: 'xlsx', sheet: 'three' })).rejects.toThrow('There is no sheet "three"');
  });

  test('a bomb is refused before it is unpacked', async () => {
    const parts = workbookParts([{ name: 'x', xml: '<row/>' }]).map((part) =>
      part.name === 'xl/sharedStrings.xml' ? { ...part, text: `<sst>${' '.repeat(40 * 2 ** 20)}</sst>` } : part,
    );

    await expect(readAll(bufferSource(writeZip(parts)), { format: 'xlsx' })).rejects.toThrow('zip bomb');
  });

  test('a part that unpacks to more than its header says is refused', async () => {
    const parts = workbookParts([{ name: 'x', xml: `<row>${' '.repeat(100_000)}</row>` }]).map((part) =>
      part.name.includes('sheet1') ? { ...part, claimedSize: 10 } : part,
    );

    await expect(readAll(bufferSource(writeZip(parts)), { format: 'xlsx' })).rejects.toThrow(
      'zip container is damaged',
    );
  });

  test('entities that expand without end are refused', async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    const parts = workbookParts([{ name: 'x', xml: '' }]).map((part) =>
      part.name.includes('sheet1') ? { ...part, text: bomb } : part,
    );

    await expect(readAll(bufferSource(writeZip(parts)), { format: 'xlsx' })).rejects.toThrow('document type');
  });

  test('a zip that is no workbook says what to do', async () => {
    await expect(detectFile(bufferSource(writeZip([{ name: 'users.json', text: '[]' }])))).rejects.toThrow('Unpack it');
  });

  const folder = findShared('badinput/yauzl-failure');
  test.skipIf(folder === null)('hostile zips are refused with a reason', async () => {
    for (const name of readdirSync(folder ?? '')) {
      const source = bufferSource(readFileSync(`${folder}/${name}`), name);
      await expect(readAll(source, { format: 'xlsx' }), name).rejects.toMatchObject({
        name: 'AppError',
        code: 'unprocessable',
      });
    }
  });
});
