import { createHash } from 'node:crypto';
import { cleanRecord } from './clean-record.ts';
import { cleanText } from './clean-text.ts';
import { htmlToText } from './html-to-text.ts';
import type { ImportItem } from './import-item.ts';
import type { Mapping, PostField } from './mapping.ts';
import { parseDate } from './parse-date.ts';
import { parseFlag } from './parse-flag.ts';
import { readAuthor } from './read-author.ts';
import { readColumn, toText } from './read-column.ts';
import { readLanguage } from './read-language.ts';
import { truncate } from './truncate.ts';

/** `warnings` name what was left empty, and why; they are counted per run. The raw record keeps the original. */
export type MappedRecord =
  | { readonly ok: true; readonly item: ImportItem; readonly warnings: readonly ImportWarning[] }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The id of a post of which the record says that it was deleted: what is stored of it has to be erased. */
      readonly erases?: string | null;
    };

export const IMPORT_WARNINGS = {
  date_unreadable: 'The time could not be read and was left empty.',
  date_in_future: 'The time lies more than a day in the future and was left empty.',
  date_placeholder: 'The time is a placeholder (1970 or earlier) and was left empty.',
  url_refused: 'The link is not http or https and was left empty.',
  id_from_content: 'There is no id; one was made from author, time and text.',
} as const;
export type ImportWarning = keyof typeof IMPORT_WARNINGS;

/** A run that is years old may name a warning that there is no sentence for any more. */
export function warningSentence(warning: string): string {
  return warning in IMPORT_WARNINGS ? IMPORT_WARNINGS[warning as ImportWarning] : warning;
}

const MS_PER_DAY = 86_400_000;
/** Ids of real sources are far shorter; longer ones are replaced by their hash, since an index cannot hold them. */
const MAX_ID_LENGTH = 300;
const MAX_TITLE_LENGTH = 1000;
const MAX_URL_LENGTH = 2000;
/** A post of a member; longer is a log file or a book, and no index or page can show it. */
const MAX_TEXT_LENGTH = 200_000;
/** What stands in place of a text that its author or a moderator took away. */
const DELETED_TEXT = /^\[(deleted|removed)( by .{1,40})?\]$|^This message (was|has been) deleted\.?$/i;

/** One record as a post. `now` tells what lies in the future. Never throws. */
export function mapRecord(
  record: Readonly<Record<string, unknown>>,
  mapping: Mapping,
  { now }: { now: Date },
): MappedRecord {
  const cleaned = cleanRecord(record);
  if (!cleaned.ok) return cleaned;
  const raw = cleaned.record;
  const { columns } = mapping;
  const warnings: ImportWarning[] = [];

  const text = readWords(raw, columns.text, mapping.format);
  const title = readWords(raw, columns.title, mapping.format === 'html' ? 'html' : 'plain');
  const words = text === '' ? title : text;
  if (words === '') return { ok: false, reason: 'The text is empty.' };
  if (DELETED_TEXT.test(words)) {
    return { ok: false, reason: 'The text was deleted at its source.', erases: readId(columns.externalId) };
  }
  if (words.length > MAX_TEXT_LENGTH) {
    return { ok: false, reason: `The text is longer than ${MAX_TEXT_LENGTH.toLocaleString('en')} characters.` };
  }

  const author = readAuthor(raw, columns);
  const postedAt = readTime('createdAt');
  const item: ImportItem = {
    externalId: readId(columns.externalId) ?? makeId(author.authorExternalId, postedAt, title, words),
    thread: readId(columns.thread),
    parent: readId(columns.parent),
    channel: readShort('channel', MAX_ID_LENGTH),
    ...author,
    isStaff: readFlag('isStaff'),
    isBot: readFlag('isBot'),
    postedAt,
    editedAt: readTime('editedAt'),
    url: readUrl(),
    // A post that is all title: its words are stored once, as the text that can be quoted.
    title: text === '' ? null : truncate(title.replace(/\s+/g, ' '), MAX_TITLE_LENGTH) || null,
    text: words,
    format: mapping.format === 'html' ? 'plain' : mapping.format,
    language: readLanguage(readShort('language', 40)),
    raw,
  };
  return { ok: true, item, warnings };

  function readShort(field: PostField, maxLength: number): string | null {
    const column = columns[field];
    return column === null ? null : truncate(toText(readColumn(raw, column)).trim(), maxLength) || null;
  }

  function readId(column: string | null): string | null {
    const id = column === null ? '' : toText(readColumn(raw, column)).trim();
    return id.length > MAX_ID_LENGTH ? `sha256:${sha256(id)}` : id || null;
  }

  function makeId(authorId: string | null, at: Date | null, heading: string, body: string): string {
    warnings.push('id_from_content');
    return `content:${sha256([authorId ?? '', at?.toISOString() ?? '', heading, body].join('\u0000')).slice(0, 32)}`;
  }

  function readFlag(field: 'isStaff' | 'isBot'): boolean {
    const column = columns[field];
    return column !== null && parseFlag(readColumn(raw, column), field, column);
  }

  function readTime(field: 'createdAt' | 'editedAt'): Date | null {
    const column = columns[field];
    const value = column === null ? null : readColumn(raw, column);
    // Reddit writes false for a post that was never edited.
    if (value === null || value === undefined || value === '' || value === false) return null;
    const date = parseDate(value, mapping.dateOrder);
    const problem = date === null ? 'date_unreadable' : judgeTime(date, now);
    if (problem === null) return date;
    // An edit mark may be a mere yes; that it has no time is no news.
    if (field === 'createdAt') warnings.push(problem);
    return null;
  }

  function readUrl(): string | null {
    const given = readShort('url', MAX_URL_LENGTH + 1);
    if (given === null) return null;
    const url = toWebUrl(given);
    if (url === null) warnings.push('url_refused');
    return url;
  }
}

function readWords(
  record: Readonly<Record<string, unknown>>,
  column: string | null,
  format: Mapping['format'],
): string {
  const text = column === null ? '' : cleanText(toText(readColumn(record, column)));
  return format === 'html' ? cleanText(htmlToText(text)).trim() : text.trim();
}

/** A member's clock may be wrong by a day; more is a wrong column, a wrong zone or a placeholder. */
function judgeTime(date: Date, now: Date): ImportWarning | null {
  if (date.getTime() > now.getTime() + MS_PER_DAY) return 'date_in_future';
  return date.getTime() < 2 * MS_PER_DAY ? 'date_placeholder' : null;
}

function toWebUrl(given: string): string | null {
  // Reddit's own permalinks lack the host.
  const absolute = /^\/(r|user|u)\//.test(given) ? `https://www.reddit.com${given}` : given;
  if (!/^https?:\/\//i.test(absolute) || absolute.length > MAX_URL_LENGTH || !URL.canParse(absolute)) return null;
  const url = new URL(absolute);
  return url.username === '' && url.password === '' ? url.href : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
