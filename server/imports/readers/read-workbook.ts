import { posix } from 'node:path';
import { unreadableFile } from '../unreadable-file.ts';
import type { Zip } from './open-zip.ts';
import { parseXmlPart } from './parse-xml.ts';

export type Workbook = {
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  /** Days are counted from 1904 (old Macs), not from 1900. */
  readonly isFrom1904: boolean;
  /** For each cell style: whether it shows its number as a date. */
  readonly dateStyles: readonly boolean[];
  readonly stringsPart: string | null;
};

const WORKBOOK = 'xl/workbook.xml';
/** Built-in number formats that are dates or times. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** The table of contents of an XLSX file. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (!zip.names.includes(WORKBOOK)) {
    throw unreadableFile('This is a zip file but not an XLSX workbook. Unpack it and upload the files inside.');
  }
  const targets = await readRelations(zip);
  const sheets: { name: string; part: string }[] = [];
  let isFrom1904 = false;
  await parseXmlPart(await zip.read(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      const part = targets.get(relation);
      if (part !== undefined && zip.names.includes(part)) sheets.push({ name: attributes.name ?? '', part });
    },
  });
  if (sheets.length === 0) throw unreadableFile('The workbook has no sheet.');
  const stringsPart = zip.names.find((name) => name.toLowerCase() === 'xl/sharedstrings.xml') ?? null;
  return { sheets, isFrom1904, dateStyles: await readDateStyles(zip), stringsPart };
}

async function readRelations(zip: Zip): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parseXmlPart(await zip.read('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name !== 'Relationship' || Id === undefined || Target === undefined) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
    },
  });
  return targets;
}

async function readDateStyles(zip: Zip): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (!zip.names.includes('xl/styles.xml')) return styles;
  const dateFormats = new Set(DATE_FORMATS);
  let isInCellFormats = false;
  await parseXmlPart(await zip.read('xl/styles.xml'), {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt' && isDateFormat(formatCode)) dateFormats.add(Number(numFmtId));
      if (name === 'cellXfs') isInCellFormats = true;
      if (name === 'xf' && isInCellFormats) styles.push(dateFormats.has(Number(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  });
  return styles;
}

/** A format code shows a date when letters of dates stand outside of quotes, brackets and escapes. */
function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.|_./gi, '').replace(/general/gi, ''));
}
