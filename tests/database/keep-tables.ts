import { sql } from 'drizzle-orm';
import type { Database } from '#server/database/database.ts';
import { emptyTables } from './test-database.ts';

/** Remembers every row of every table of ours. @returns puts them back, ids as they were, whatever was written since. */
export async function keepTables(db: Database): Promise<() => Promise<void>> {
  const { rows: columns } = await db.execute<{ table_name: string; names: string[] }>(sql`
    select c.table_name, array_agg(c.column_name::text order by c.ordinal_position) as names
    from information_schema.columns c join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
    where c.table_schema = 'public' and c.is_generated = 'NEVER' group by c.table_name order by c.table_name`);
  const kept: { table: string; names: string[]; rows: string }[] = [];
  for (const { table_name: table, names } of columns) {
    const { rows } = await db.execute<{ rows: string }>(
      sql`select coalesce(json_agg(to_json(t)), '[]')::text as rows from ${sql.identifier(table)} t`,
    );
    const [all] = rows;
    if (all && all.rows !== '[]') kept.push({ table, names, rows: all.rows });
  }
  return async () => {
    await emptyTables(db);
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from workspace`);
      for (const { table, names, rows } of kept) {
        const list = sql.join(
          names.map((name) => sql.identifier(name)),
          sql`, `,
        );
        await tx.execute(sql`
          insert into ${sql.identifier(table)} (${list}) overriding system value
          select ${list} from json_populate_recordset(null::${sql.identifier(table)}, ${rows}::json)`);
      }
      await tx.execute(sql`
        do $$ declare s record; begin
          for s in select table_name from information_schema.columns
            where table_schema = 'public' and is_identity = 'YES' and column_name = 'id'
          loop
            execute format(
              'select setval(pg_get_serial_sequence(%L, ''id''), greatest(1, coalesce(max(id), 0)), max(id) is not null) from %I',
              s.table_name, s.table_name);
          end loop;
        end $$`);
    });
  };
}
