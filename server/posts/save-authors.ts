import { sql } from 'drizzle-orm';
import type { Queryable } from '#server/database/database.ts';
import type { ImportItem } from '#server/imports/import-item.ts';

/**
 * Stores the authors of some posts and gives their ids by external id. A name follows the latest that is given. Marks
 * of staff and bots are only ever set: a file without such a column says nothing about them.
 */
export async function saveAuthors(
  { tx }: { tx: Queryable },
  { sourceId, items }: { sourceId: number; items: readonly ImportItem[] },
): Promise<Map<string, number>> {
  const authors = new Map<string, { external_id: string; name: string | null; is_staff: boolean; is_bot: boolean }>();
  for (const item of items) {
    if (item.authorExternalId === null) continue;
    const known = authors.get(item.authorExternalId);
    authors.set(item.authorExternalId, {
      external_id: item.authorExternalId,
      name: item.authorName ?? known?.name ?? null,
      is_staff: item.isStaff || known?.is_staff === true,
      is_bot: item.isBot || known?.is_bot === true,
    });
  }
  if (authors.size === 0) return new Map();
  // Sorted, so that two imports into one source never wait for each other in a circle.
  const sorted = [...authors.values()].sort((a, b) => (a.external_id < b.external_id ? -1 : 1));
  await tx.execute(sql`
    insert into authors (source_id, external_id, name, is_staff, is_bot)
    select ${sourceId}, external_id, name, is_staff, is_bot
    from json_to_recordset(${JSON.stringify(sorted)}::json) as r(external_id text, name text, is_staff boolean, is_bot boolean)
    on conflict (source_id, external_id) do update set
      name = coalesce(excluded.name, authors.name),
      is_staff = authors.is_staff or excluded.is_staff,
      is_bot = authors.is_bot or excluded.is_bot
    where authors.name is distinct from coalesce(excluded.name, authors.name)
      or (excluded.is_staff and not authors.is_staff)
      or (excluded.is_bot and not authors.is_bot)`);
  const { rows } = await tx.execute<{ id: string; external_id: string }>(sql`
    select id, external_id from authors
    where source_id = ${sourceId} and external_id = any(${sql.param([...authors.keys()])}::text[])`);
  return new Map(rows.map((row) => [row.external_id, Number(row.id)]));
}
