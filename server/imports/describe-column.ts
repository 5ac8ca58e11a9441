import { parseDate, readDateOrder } from './parse-date.ts';
import { readColumn, toText } from './read-column.ts';

/** What the values of one column look like, over a sample of records. Shares are of the values that are not empty. */
export type ColumnProfile = {
  readonly column: string;
  readonly example: string;
  readonly filledShare: number;
  readonly distinctShare: number;
  readonly meanLength: number;
  /** Values of more than one word. */
  readonly wordyShare: number;
  readonly dateShare: number;
  readonly urlShare: number;
  readonly numberShare: number;
  readonly htmlShare: number;
  readonly markdownShare: number;
  readonly mrkdwnShare: number;
  /** Which order its dates with slashes can only have; null when they do not tell. */
  readonly dateOrder: 'dmy' | 'mdy' | null;
  readonly hasAmbiguousDates: boolean;
};

const EXAMPLE_LENGTH = 140;

export function describeColumn(column: string, records: readonly Readonly<Record<string, unknown>>[]): ColumnProfile {
  const values = records.map((record) => readColumn(record, column));
  const texts = values.map((value) => toText(value).trim()).filter((text) => text !== '');
  const filled = values.filter((value) => toText(value).trim() !== '');
  const share = (test: (text: string) => boolean) => texts.filter(test).length / (texts.length || 1);
  const orders = filled.map(readDateOrder);
  const [dayFirst, monthFirst] = [orders.includes('dmy'), orders.includes('mdy')];
  return {
    column,
    example: (texts[0] ?? '').slice(0, EXAMPLE_LENGTH),
    filledShare: texts.length / (records.length || 1),
    distinctShare: new Set(texts).size / (texts.length || 1),
    meanLength: texts.reduce((sum, text) => sum + text.length, 0) / (texts.length || 1),
    wordyShare: filled.some((value) => typeof value === 'object')
      ? 0
      : share((text) => /\S\s+\S/.test(text) || /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{4}/.test(text)),
    dateShare:
      filled.filter((value) => parseDate(value, 'dmy') !== null || parseDate(value, 'mdy') !== null).length /
      (filled.length || 1),
    urlShare: share((text) => /^https?:\/\/\S+$/i.test(text) || /^\/(r|user|u|t)\/\S+$/.test(text)),
    numberShare: share((text) => /^-?\d+([.,]\d+)?$/.test(text)),
    htmlShare: share((text) => /<(p|br|div|a|ul|ol|li|span|blockquote|img|strong|em|b|i|h[1-6])\b[^<>]*>/i.test(text)),
    markdownShare: share((text) => /\*\*\S|\[[^\]\n]+\]\(https?:|^#{1,4} \S|^> \S|```|^[-*] \S/m.test(text)),
    mrkdwnShare: share((text) => /<@[UW][A-Z0-9]{6,}>|<https?:\/\/[^>|\s]+(\|[^>]*)?>|<#C[A-Z0-9]{6,}/.test(text)),
    dateOrder: dayFirst === monthFirst ? null : dayFirst ? 'dmy' : 'mdy',
    hasAmbiguousDates: orders.includes('either'),
  };
}
