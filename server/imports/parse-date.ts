import type { DateOrder } from './mapping.ts';

const MS_PER_DAY = 86_400_000;
/** Month names by their first letters, in the languages of the exports that write them out. */
const MONTHS: readonly (readonly [prefix: string, month: number])[] = [
  ...([
    ['jan', 1],
    ['ene', 1],
    ['gen', 1],
    ['feb', 2],
    ['fev', 2],
    ['fév', 2],
    ['mar', 3],
    ['mär', 3],
    ['mrt', 3],
  ] as const),
  ...([
    ['apr', 4],
    ['avr', 4],
    ['abr', 4],
    ['may', 5],
    ['mai', 5],
    ['mei', 5],
    ['mag', 5],
    ['juin', 6],
    ['jun', 6],
  ] as const),
  ...([
    ['giu', 6],
    ['juil', 7],
    ['jul', 7],
    ['lug', 7],
    ['aug', 8],
    ['aoû', 8],
    ['aou', 8],
    ['ago', 8],
    ['sep', 9],
  ] as const),
  ...([
    ['set', 9],
    ['oct', 10],
    ['okt', 10],
    ['ott', 10],
    ['out', 10],
    ['nov', 11],
    ['dec', 12],
    ['dez', 12],
  ] as const),
  ...([
    ['déc', 12],
    ['dic', 12],
  ] as const),
];

const TIME = String.raw`(?:[T ,]\s*(?:at |um |à )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?`;
const ZONE = String.raw`\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?`;
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}${ZONE}(?: \\([^)]*\\))?$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}${ZONE}$`, 'i');
const DAY_NAMED_MONTH = new RegExp(
  `^(?:\\p{L}+\\.?,? )?(\\d{1,2})(?:st|nd|rd|th|\\.)?[ -](?:de |of )?(\\p{L}{3,})\\.?,?[ -](?:de )?(\\d{4}|\\d{2})${TIME}${ZONE}(?: \\([^)]*\\))?$`,
  'iu',
);
const NAMED_MONTH_DAY = new RegExp(
  `^(?:\\p{L}+,? )?(\\p{L}{3,})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})${TIME}${ZONE}$`,
  'iu',
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?$/;

/**
 * A moment as exports write it: ISO 8601, RFC 2822, `31.12.2024 13:45`, `12/31/2024 1:45 PM`, `3 March 2024`, seconds,
 * milliseconds or microseconds since 1970, days of a spreadsheet. Without a zone it is UTC. Null when it is none of
 * these or does not exist (30 February).
 */
export function parseDate(value: unknown, order: DateOrder): Date | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/\s+/g, ' ');
  if (text === '' || text.length > 60) return null;
  const compact = COMPACT.exec(text);
  if (compact !== null) {
    const date = build(compact[1], compact[2], compact[3], compact[4], compact[5], compact[6]);
    if (date !== null) return date;
  }
  if (/^-?\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  return fromText(text, order);
}

/** Whether a date reads differently with day and month swapped; tells a column's order where one of them exceeds 12. */
export function readDateOrder(value: unknown): DateOrder | 'either' | null {
  const match = typeof value === 'string' ? YEAR_LAST.exec(value.trim().replace(/\s+/g, ' ')) : null;
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first > 12 && second <= 12) return 'dmy';
  if (second > 12 && first <= 12) return 'mdy';
  return match[2] === '.' ? 'dmy' : 'either';
}

function fromNumber(value: number): Date | null {
  // The magnitudes do not overlap for any year from 1973 to 5138.
  if (value >= 1e14 && value < 1e17) return new Date(value / 1000);
  if (value >= 1e11) return value < 1e14 ? new Date(value) : null;
  if (value >= 1e8) return new Date(value * 1000);
  // Days since 1900 as spreadsheets count them, 1982 to 2119.
  if (value >= 30_000 && value < 80_000) return new Date(Math.round((value - 25_569) * MS_PER_DAY));
  return value === 0 ? new Date(0) : null;
}

function fromText(text: string, order: DateOrder): Date | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso !== null) return build(iso[1], iso[2], iso[3], ...iso.slice(4));
  const numbers = YEAR_LAST.exec(text);
  if (numbers !== null) {
    const [, first, mark, second, year, ...time] = numbers;
    const seen = readDateOrder(text);
    const isDayFirst = mark === '.' || (seen === 'either' || seen === null ? order : seen) === 'dmy';
    return isDayFirst ? build(year, second, first, ...time) : build(year, first, second, ...time);
  }
  const dayFirst = DAY_NAMED_MONTH.exec(text);
  if (dayFirst !== null) return build(dayFirst[3], toMonth(dayFirst[2]), dayFirst[1], ...dayFirst.slice(4));
  const monthFirst = NAMED_MONTH_DAY.exec(text);
  if (monthFirst !== null) return build(monthFirst[3], toMonth(monthFirst[1]), monthFirst[2], ...monthFirst.slice(4));
  return null;
}

function toMonth(name = ''): string {
  const lower = name.toLowerCase();
  return String(MONTHS.find(([prefix]) => lower.startsWith(prefix))?.[1] ?? 0);
}

function build(
  year = '',
  month = '',
  day = '',
  hour = '0',
  minute = '0',
  second = '0',
  fraction = '0',
  half = '',
  zone = '',
): Date | null {
  const fullYear = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  const isAfternoon = half.toLowerCase().startsWith('p');
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  const time = Date.UTC(fullYear, Number(month) - 1, Number(day), hours, Number(minute), Number(second), milliseconds);
  const date = new Date(time);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  return new Date(time - toOffset(zone));
}

function toOffset(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000;
}
