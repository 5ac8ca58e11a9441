import { hash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { tellSigns } from '#pipelines/mentions/tell-signs.ts';
import type { Queryable } from '#server/database/database.ts';
import type { DetectLanguage } from '#server/imports/detect-language.ts';
import type { ImportItem } from '#server/imports/import-item.ts';
import { saveAuthors } from './save-authors.ts';
import { tellLanguages } from './tell-languages.ts';

/** What became of the items; together they are all that were given. */
export type SaveCounts = {
  readonly createdCount: number;
  /** New words: the old ones are kept as a version. */
  readonly editedCount: number;
  /** The same words with another time, link, author or record. */
  readonly updatedCount: number;
  readonly unchangedCount: number;
  /** The source had deleted the post; it is not brought back. */
  readonly deletedCount: number;
  /** Of those that replaced something: how many replaced what was written since `startedAt` (an id given twice). */
  readonly repeatedCount: number;
};

export const NO_POSTS: SaveCounts = {
  createdCount: 0,
  editedCount: 0,
  updatedCount: 0,
  unchangedCount: 0,
  deletedCount: 0,
  repeatedCount: 0,
};

type Row = Omit<ImportItem, 'authorName' | 'isStaff' | 'isBot'> & {
  readonly contentHash: string;
  readonly recordHash: string;
};
type Stored = {
  readonly id: string;
  readonly external_id: string;
  readonly content_hash: string;
  readonly record_hash: string;
  readonly is_deleted: boolean;
  readonly is_recent: boolean;
};

/**
 * Stores posts of one source by their external id, in the caller's transaction. Storing the same items again changes
 * nothing, also at the same time from two sides. Of two items with one id the later one counts.
 *
 * @param startedAt when the import (or request) began, to tell ids that it gave twice.
 */
export async function savePosts(
  { tx, detectLanguage }: { tx: Queryable; detectLanguage: DetectLanguage },
  { sourceId, items: given, startedAt }: { sourceId: number; items: readonly ImportItem[]; startedAt: Date },
): Promise<SaveCounts> {
  const items = await dropErased(tx, sourceId, given);
  const authorIds = await saveAuthors({ tx }, { sourceId, items });
  let counts = { ...NO_POSTS, deletedCount: given.length - items.length };
  for (const wave of splitByUniqueId(items.map(toRow))) {
    let rows = wave;
    while (rows.length > 0) {
      const outcome = await saveRows(tx, { sourceId, rows, authorIds, startedAt, detectLanguage });
      counts = addCounts(counts, outcome.counts);
      rows = outcome.lostRaces;
    }
  }
  return counts;
}

/** An erased post stays away with everything in its record: the name of its author is not stored again either. */
async function dropErased(
  tx: Queryable,
  sourceId: number,
  items: readonly ImportItem[],
): Promise<readonly ImportItem[]> {
  const ids = sql.param(items.map(({ externalId }) => externalId));
  const { rows } = await tx.execute<{ external_id: string }>(sql`
    select external_id from posts
    where source_id = ${sourceId} and external_id = any(${ids}::text[]) and deleted_at is not null`);
  if (rows.length === 0) return items;
  const erased = new Set(rows.map((row) => row.external_id));
  return items.filter(({ externalId }) => !erased.has(externalId));
}

export function addCounts(a: SaveCounts, b: SaveCounts): SaveCounts {
  return {
    createdCount: a.createdCount + b.createdCount,
    editedCount: a.editedCount + b.editedCount,
    updatedCount: a.updatedCount + b.updatedCount,
    unchangedCount: a.unchangedCount + b.unchangedCount,
    deletedCount: a.deletedCount + b.deletedCount,
    repeatedCount: a.repeatedCount + b.repeatedCount,
  };
}

function toRow({ authorName: _name, isStaff: _staff, isBot: _bot, ...item }: ImportItem): Row {
  const recordHash = hash('sha256', JSON.stringify(item));
  return { ...item, contentHash: hashVersion(item), recordHash };
}

/** One statement cannot write a row twice: repeated ids go to later waves. Sorted, so that two imports never deadlock. */
function splitByUniqueId(rows: readonly Row[]): Row[][] {
  const waves: Map<string, Row>[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const wave = seen.get(row.externalId) ?? 0;
    seen.set(row.externalId, wave + 1);
    waves[wave] ??= new Map();
    waves[wave].set(row.externalId, row);
  }
  return waves.map((wave) => [...wave.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1)));
}

type Batch = {
  readonly sourceId: number;
  readonly rows: readonly Row[];
  readonly authorIds: ReadonlyMap<string, number>;
  readonly startedAt: Date;
  readonly detectLanguage: DetectLanguage;
};

async function saveRows(tx: Queryable, batch: Batch): Promise<{ counts: SaveCounts; lostRaces: Row[] }> {
  // Looking does not lock: a lock is a write, and most rows of a repeated import are unchanged.
  const seen = await findStored(tx, batch, batch.rows, sql``);
  const differing = batch.rows.filter(({ externalId, recordHash }) => {
    const known = seen.get(externalId);
    return known !== undefined && known.record_hash !== recordHash;
  });
  const locked = differing.length > 0 ? await findStored(tx, batch, differing, sql`for update`) : [];
  const stored = new Map([...seen, ...locked]);
  const added: Row[] = [];
  const changed: { row: Row; postId: string; isEdit: boolean }[] = [];
  const counts = { ...NO_POSTS };
  for (const row of batch.rows) {
    const known = stored.get(row.externalId);
    if (known === undefined) added.push(row);
    else if (known.is_deleted) counts.deletedCount++;
    else if (known.record_hash === row.recordHash) counts.unchangedCount++;
    else {
      const isEdit = known.content_hash !== row.contentHash;
      changed.push({ row, postId: known.id, isEdit });
      if (isEdit) counts.editedCount++;
      else counts.updatedCount++;
      if (known.is_recent) counts.repeatedCount++;
    }
  }
  await keepVersions(
    tx,
    changed.flatMap(({ postId, isEdit }) => (isEdit ? [postId] : [])),
  );
  await updatePosts(tx, changed, batch);
  const inserted = await insertPosts(tx, added, batch);
  counts.createdCount = inserted.size;
  return { counts, lostRaces: added.filter((row) => !inserted.has(row.externalId)) };
}

async function findStored(
  tx: Queryable,
  { sourceId, startedAt }: Batch,
  rows: readonly Row[],
  lock: SQL,
): Promise<Map<string, Stored>> {
  const ids = sql.param(rows.map((row) => row.externalId));
  const found = await tx.execute<Stored>(sql`
    select id, external_id, content_hash, record_hash, deleted_at is not null as is_deleted,
      updated_at >= ${startedAt.toISOString()}::timestamptz as is_recent
    from posts
    where source_id = ${sourceId} and external_id = any(${ids}::text[])
    order by external_id
    ${lock}`);
  return new Map(found.rows.map((row) => [row.external_id, row]));
}

async function keepVersions(tx: Queryable, postIds: readonly string[]): Promise<void> {
  if (postIds.length === 0) return;
  await tx.execute(sql`
    insert into post_versions (post_id, version, title, text, content_hash, edited_at)
    select id, version, title, text, content_hash, edited_at from posts where id = any(${sql.param(postIds)}::bigint[])`);
}

async function updatePosts(
  tx: Queryable,
  changed: readonly { row: Row; postId: string; isEdit: boolean }[],
  batch: Batch,
): Promise<void> {
  if (changed.length === 0) return;
  const languages = tellLanguages(
    changed.map(({ row }) => row),
    batch,
  );
  const records = changed.map(({ row, postId, isEdit }, i) => ({
    ...toRecord(row, languages[i] ?? null, batch),
    id: postId,
    version_step: isEdit ? 1 : 0,
  }));
  await tx.execute(sql`
    update posts p set
      author_id = r.author_id, channel = r.channel, thread = r.thread, parent_external_id = r.parent_external_id,
      title = r.title, text = r.text, format = r.format, language = r.language,
      declared_language = r.declared_language, url = r.url,
      posted_at = r.posted_at, edited_at = r.edited_at, raw = r.raw,
      content_hash = r.content_hash, record_hash = r.record_hash, signs = r.signs,
      version = p.version + r.version_step, updated_at = now()
    from json_to_recordset(${JSON.stringify(records)}::json) as r(${RECORD_COLUMNS}, id bigint, version_step int)
    where p.id = r.id`);
}

async function insertPosts(tx: Queryable, rows: readonly Row[], batch: Batch): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const languages = tellLanguages(rows, batch);
  const records = rows.map((row, i) => toRecord(row, languages[i] ?? null, batch));
  const inserted = await tx.execute<{ external_id: string }>(sql`
    insert into posts (source_id, ${COLUMN_NAMES})
    select ${batch.sourceId}, ${COLUMN_NAMES}
    from json_to_recordset(${JSON.stringify(records)}::json) as r(${RECORD_COLUMNS})
    on conflict (source_id, external_id) do nothing
    returning external_id`);
  return new Set(inserted.rows.map((row) => row.external_id));
}

const COLUMNS = {
  external_id: 'text',
  author_id: 'bigint',
  channel: 'text',
  thread: 'text',
  parent_external_id: 'text',
  title: 'text',
  text: 'text',
  format: 'text',
  language: 'text',
  declared_language: 'text',
  url: 'text',
  posted_at: 'timestamptz',
  edited_at: 'timestamptz',
  raw: 'jsonb',
  content_hash: 'text',
  record_hash: 'text',
  signs: 'text[]',
} as const;
const COLUMN_NAMES = sql.raw(Object.keys(COLUMNS).join(', '));
const RECORD_COLUMNS = sql.raw(
  Object.entries(COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);

function toRecord(row: Row, language: string | null, { authorIds }: Batch): Record<keyof typeof COLUMNS, unknown> {
  return {
    external_id: row.externalId,
    author_id: row.authorExternalId === null ? null : (authorIds.get(row.authorExternalId) ?? null),
    channel: row.channel,
    thread: row.thread,
    parent_external_id: row.parent,
    title: row.title,
    text: row.text,
    format: row.format,
    language,
    declared_language: row.language,
    url: row.url,
    posted_at: row.postedAt,
    edited_at: row.editedAt,
    raw: row.raw,
    content_hash: row.contentHash,
    record_hash: row.recordHash,
    signs: tellSigns(joinText(row)),
  };
}
