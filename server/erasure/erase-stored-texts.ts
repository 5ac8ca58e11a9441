import { type SQL, sql } from 'drizzle-orm';
import { eraseBody } from '#pipelines/erasure/erase-adf.ts';
import { type Chooses, eraseJson, eraseText } from '#pipelines/erasure/erase-text.ts';
import { type ErasedMatter, wordKey } from '#pipelines/erasure/erased-matter.ts';
import type { ErasedSpan } from '#pipelines/erasure/find-erased.ts';
import type { Queryable } from '#server/database/database.ts';
import { STORED_TEXTS, type StoredForm } from './stored-texts.ts';

const ROWS_AT_ONCE = 2_000;
/** Enough words to tell whether somebody else wrote the same. */
const WORDS_ASKED = 12;

type Row = Readonly<Record<string, unknown>>;
type Change = { readonly row: Row; readonly values: Record<string, string> };

export type ErasedTextsOutcome = {
  /** Pushes in whose issue erased words stand. */
  readonly pushIds: readonly number[];
  readonly reportIds: readonly number[];
  /** What was erased less what living posts say as well. */
  readonly matter: ErasedMatter;
};

/**
 * Takes erased words out of everything stored beside the posts, in the caller's transaction. Words that stand in a post
 * which is still there are somebody's all the same, and stay.
 */
export async function eraseStoredTexts(tx: Queryable, matter: ErasedMatter): Promise<ErasedTextsOutcome> {
  const spans = new Map<string, ErasedSpan>();
  const collect: Chooses = (span) => {
    if (span.type === 'words') spans.set(span.words, span);
    return true;
  };
  const hits: { table: (typeof STORED_TEXTS)[number]; row: Row }[] = [];
  for (const table of STORED_TEXTS) {
    for await (const row of readRows(tx, table)) {
      if (Object.keys(eraseRow(table.columns, row, matter, collect)).length > 0) hits.push({ table, row });
    }
  }
  const shared = await findShared(tx, [...spans.keys()]);
  const chooses: Chooses = ({ type, words }) => type !== 'words' || !shared.has(words);
  const outcome = { pushIds: [] as number[], reportIds: [] as number[], matter: without(matter, shared) };
  await tx.execute(sql`select set_config('refrain.is_erasing', 'yes', true)`);
  for (const { table, row } of hits) {
    const values = eraseRow(table.columns, row, matter, chooses);
    if (Object.keys(values).length === 0) continue;
    await write(tx, table, { row, values });
    if (table.table === 'pushes') outcome.pushIds.push(Number(row.id));
    if (table.table === 'reports') outcome.reportIds.push(Number(row.id));
  }
  await tx.execute(sql`select set_config('refrain.is_erasing', '', true)`);
  return outcome;
}

async function* readRows(tx: Queryable, { table, keys, columns }: (typeof STORED_TEXTS)[number]): AsyncGenerator<Row> {
  const names = sql.raw([...keys, ...Object.keys(columns).map((name) => `${name}::text as ${name}`)].join(', '));
  const order = sql.raw(keys.join(', '));
  let after: SQL = sql`true`;
  for (;;) {
    const { rows } = await tx.execute<Row>(
      sql`select ${names} from ${sql.identifier(table)} where ${after} order by ${order} limit ${ROWS_AT_ONCE}`,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    const values = sql.join(
      keys.map((key) => sql`${last[key]}`),
      sql`, `,
    );
    after = sql`(${order}) > (${values})`;
  }
}

/** The columns that change, with their new values. */
function eraseRow(
  columns: Readonly<Record<string, StoredForm>>,
  row: Row,
  matter: ErasedMatter,
  chooses: Chooses,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, form] of Object.entries(columns)) {
    const stored = row[name];
    if (typeof stored !== 'string' || stored === '') continue;
    const erased = eraseColumn(stored, form, matter, chooses);
    if (erased !== stored) values[name] = erased;
  }
  return values;
}

function eraseColumn(stored: string, form: StoredForm, matter: ErasedMatter, chooses: Chooses): string {
  if (form === 'text') return eraseText(stored, matter, chooses);
  if (form === 'body') {
    return stored.startsWith('{')
      ? sameOr(stored, eraseBody(stored, 'adf', matter, chooses))
      : eraseText(stored, matter, chooses);
  }
  if (form === 'query') return eraseQuery(stored, matter, chooses);
  const value = parse(stored);
  if (value === undefined) return eraseText(stored, matter, chooses);
  return sameOr(stored, JSON.stringify(eraseJson(value, matter, chooses)));
}

/** A filter that looks for erased words goes as a whole: what would stand in their place finds nothing. */
function eraseQuery(stored: string, matter: ErasedMatter, chooses: Chooses): string {
  const filters = [...new URLSearchParams(stored)];
  const kept = filters.filter(([, value]) => eraseText(value, matter, chooses) === value);
  return kept.length === filters.length ? stored : new URLSearchParams(kept).toString();
}

/** Written anew, the same JSON may have other blanks: only a change of what it says is one. */
function sameOr(stored: string, erased: string): string {
  return JSON.stringify(parse(stored)) === erased ? stored : erased;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function write(tx: Queryable, table: (typeof STORED_TEXTS)[number], { row, values }: Change): Promise<void> {
  const own = sql.join(
    table.keys.map((key) => sql`${sql.identifier(key)} = ${row[key]}`),
    sql` and `,
  );
  if (table.isGone) {
    await tx.execute(sql`delete from ${sql.identifier(table.table)} where ${own}`);
    return;
  }
  const isJsonb = table.table !== 'report_editions';
  // Two views of a person must not have the same name, and what stands for erased words is always the same.
  if (table.table === 'saved_views' && values.name) values.name += ` ${row.id}`;
  const columns: Readonly<Record<string, StoredForm>> = table.columns;
  const set = Object.entries(values).map(([name, value]) =>
    columns[name] === 'json' && isJsonb
      ? sql`${sql.identifier(name)} = ${value}::jsonb`
      : sql`${sql.identifier(name)} = ${value}`,
  );
  // Whoever has the report open in an editor is told, and does not bring the words back.
  if (table.table === 'reports') set.push(sql`version = version + 1`);
  if (table.table === 'report_editions') set.push(sql`erased_at = now()`);
  await tx.execute(sql`update ${sql.identifier(table.table)} set ${sql.join(set, sql`, `)} where ${own}`);
}

/** Of some runs of words those that a post which is still there holds too, or that are all small words. */
export async function findShared(tx: Queryable, runs: readonly string[]): Promise<Set<string>> {
  if (runs.length === 0) return new Set();
  const asked = runs.map((words) => ({ words, start: words.split(' ').slice(0, WORDS_ASKED).join(' ') }));
  // What the index has not sorted in yet is read once for every question: most of the time of a large erasure.
  await tx.execute(sql`select gin_clean_pending_list('posts_words'::regclass)`);
  // The planner takes words that nobody else wrote, which is most of these, for common ones and reads all posts.
  await tx.execute(sql`select set_config('enable_seqscan', 'off', true)`);
  const { rows } = await tx.execute<{ words: string }>(sql`
    with question as materialized (
      select words, phraseto_tsquery('english', search_text(start)) as query
      from json_to_recordset(${JSON.stringify(asked)}::json) as a(words text, start text))
    select q.words from question q
    where numnode(q.query) = 0 or exists (select 1 from posts p where p.words @@ q.query and p.deleted_at is null)`);
  await tx.execute(sql`select set_config('enable_seqscan', 'on', true)`);
  return new Set(rows.map(({ words }) => words));
}

function without(matter: ErasedMatter, shared: ReadonlySet<string>): ErasedMatter {
  const keys = new Set(matter.keys);
  for (const run of shared) {
    const words = run.split(' ');
    for (let length = 1; length <= words.length; length += 1) {
      if (length > WORDS_ASKED) break;
      for (let i = 0; i + length <= words.length; i += 1) keys.delete(wordKey(words.slice(i, i + length)));
    }
  }
  return { ...matter, keys };
}
