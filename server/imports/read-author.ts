import type { Mapping } from './mapping.ts';
import { readColumn, toText } from './read-column.ts';
import { truncate } from './truncate.ts';

/** What sources write when they will not or cannot say who it was. Two such posts are not by the same person. */
const NOBODY = new Set([
  ...[
    '[deleted]',
    '[removed]',
    'deleted',
    'deleted user',
    'deleted_user',
    'deleted account',
    'former member',
    'anonymous',
    'anon',
  ],
  ...[
    'guest',
    'unknown',
    'unknown user',
    'n/a',
    'na',
    'none',
    'null',
    'undefined',
    'nan',
    '-',
    '--',
    '?',
    'anonym',
    'anonyme',
  ],
  ...['anónimo', 'anonimo', 'anônimo', 'gelöscht', 'gelöschter benutzer', 'facebook user', '0', '-1'],
]);
const MAX_LENGTH = 300;

export type Author = { readonly authorExternalId: string | null; readonly authorName: string | null };

/** The author of a cleaned record: by id, or by name where there is no id. No id and no name: nobody. */
export function readAuthor(record: Readonly<Record<string, unknown>>, columns: Mapping['columns']): Author {
  const id = readPerson(record, columns.authorId);
  const name = readPerson(record, columns.authorName);
  return { authorExternalId: id ?? name, authorName: name ?? id };
}

function readPerson(record: Readonly<Record<string, unknown>>, column: string | null): string | null {
  if (column === null) return null;
  const value = readColumn(record, column);
  // The id of an account as some exports write it: an object where a value is expected.
  if (typeof value === 'object') return null;
  const text = truncate(toText(value).trim(), MAX_LENGTH);
  return text === '' || NOBODY.has(text.toLowerCase()) ? null : text;
}
