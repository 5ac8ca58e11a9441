import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import type { ImportItem } from '#server/imports/import-item.ts';

type Author = {
  readonly external_id: string;
  readonly name: string | null;
  readonly is_staff: boolean;
  readonly is_bot: boolean;
};
type StoredAuthor = Author & { readonly id: string };

/**
 * Stores the authors of some posts and gives their ids by external id. A name follows the latest that is given; an id
 * that stands in for a name replaces none. Marks of staff and bots are only ever set: a file without such a column
 * says nothing about them.
 */
export async function saveAuthors(
  { tx }: { tx: Queryable },
  { sourceId, items }: { sourceId: number; items: readonly ImportItem[] },
): Promise<Map<string, number>> {
  const authors = gatherAuthors(items);
  if (authors.length === 0) return new Map();
  const ids = authors.map((author) => author.external_id);
  const stored = await findAuthors(tx, sourceId, ids);
  // An upsert locks even what it leaves alone, and a lock is a write: only what is new goes there.
  const changed = authors.filter((author) => isNews(author, stored.get(author.external_id)));
  if (changed.length > 0) await upsertAuthors(tx, sourceId, changed);
  const all = changed.length > 0 ? await findAuthors(tx, sourceId, ids) : stored;
  return new Map([...all.values()].map((author) => [author.external_id, Number(author.id)]));
}

/** Sorted, so that two imports into one source never wait for each other in a circle. */
function gatherAuthors(items: readonly ImportItem[]): Author[] {
  const authors = new Map<string, Author>();
  for (const item of items) {
    if (item.authorExternalId === null) continue;
    const known = authors.get(item.authorExternalId);
    authors.set(item.authorExternalId, {
      external_id: item.authorExternalId,
      name: isStandIn(item) ? (known?.name ?? item.authorName) : item.authorName,
      is_staff: item.isStaff || known?.is_staff === true,
      is_bot: item.isBot || known?.is_bot === true,
    });
  }
  return [...authors.values()].sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
}

function isStandIn({ authorExternalId, authorName }: ImportItem): boolean {
  return authorName === null || authorName === authorExternalId;
}

function isNews(author: Author, stored: StoredAuthor | undefined): boolean {
  if (stored === undefined) return true;
  const isOnlyId = author.name === author.external_id && stored.name !== null;
  const hasNewName = author.name !== null && author.name !== stored.name && !isOnlyId;
  return hasNewName || (author.is_staff && !stored.is_staff) || (author.is_bot && !stored.is_bot);
}

async function findAuthors(
  tx: Queryable,
  sourceId: number,
  ids: readonly string[],
): Promise<Map<string, StoredAuthor>> {
  const { rows } = await tx.execute<StoredAuthor>(sql`
    select id, external_id, name, is_staff, is_bot from authors
    where source_id = ${sourceId} and external_id = any(${sql.param(ids)}::text[])`);
  return new Map(rows.map((row) => [row.external_id, row]));
}

async function upsertAuthors(tx: Queryable, sourceId: number, authors: readonly Author[]): Promise<void> {
  await tx.execute(sql`
    insert into authors (source_id, external_id, name, is_staff, is_bot)
    select ${sourceId}, external_id, name, is_staff, is_bot
    from json_to_recordset(${JSON.stringify(authors)}::json) as r(external_id text, name text, is_staff boolean, is_bot boolean)
    on conflict (source_id, external_id) do update set
      name = coalesce(nullif(excluded.name, excluded.external_id), authors.name, excluded.name),
      is_staff = authors.is_staff or excluded.is_staff,
      is_bot = authors.is_bot or excluded.is_bot`);
}
