import { and, eq, inArray } from 'drizzle-orm';
import { posts, sources } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { eraseNamed } from '#server/erasure/erase-by-external-ids.ts';
import { AppError } from '#server/errors.ts';
import { loadLanguageDetector } from '#server/imports/detect-language.ts';
import type { ImportItem } from '#server/imports/import-item.ts';
import { IMPORT_WARNINGS, type ImportWarning, mapRecord } from '#server/imports/map-record.ts';
import { Mapping } from '#server/imports/mapping.ts';
import { type SaveCounts, savePosts } from './save-posts.ts';

/** A post as a program gives it; its fields are read like the columns of an import. */
export type PostRecord = Readonly<Record<string, unknown>>;
export type RecordFault = { readonly index: number; readonly reason: string };

export type CreatedPosts = SaveCounts & {
  readonly rejectedCount: number;
  /** Stored posts of which a record said that they were deleted at their source. */
  readonly erasedCount: number;
  /** Ids of what is stored, by the place in the batch; of two records with one id both name the same post. */
  readonly stored: readonly { readonly index: number; readonly id: number; readonly externalId: string }[];
  readonly rejected: readonly RecordFault[];
  /** What was left empty in a record that was stored, and why. */
  readonly warnings: readonly { readonly index: number; readonly code: ImportWarning; readonly message: string }[];
};

export const POST_COLUMNS = {
  externalId: 'externalId',
  text: 'text',
  title: 'title',
  authorId: 'author.id',
  authorName: 'author.name',
  isStaff: 'author.isStaff',
  isBot: 'author.isBot',
  createdAt: 'postedAt',
  editedAt: 'editedAt',
  url: 'url',
  thread: 'thread',
  parent: 'parentExternalId',
  channel: 'channel',
  language: 'language',
} as const satisfies Mapping['columns'];

/**
 * Stores posts that a program sends, in one transaction, cleaned and told apart by their ids exactly like those of an
 * import. Every record is stored or named with its reason.
 * @param faults records that were found wrong before; `null` stands in their place in `records`.
 * @throws AppError `not_found` for an unknown source.
 */
export async function createPosts(
  { db }: { db: Database },
  {
    sourceId,
    records,
    faults = [],
  }: {
    sourceId: number;
    records: readonly (PostRecord | null)[];
    faults?: readonly RecordFault[];
  },
): Promise<CreatedPosts> {
  const startedAt = new Date();
  const detectLanguage = await loadLanguageDetector();
  const items: { index: number; item: ImportItem }[] = [];
  const rejected = [...faults];
  const erasedIds: string[] = [];
  const warnings: CreatedPosts['warnings'][number][] = [];
  for (const [index, record] of records.entries()) {
    if (record === null) continue;
    const format = record.format ?? 'plain';
    const mapped = mapRecord(record, Mapping.parse({ columns: POST_COLUMNS, format }), { now: startedAt });
    if (!mapped.ok) {
      rejected.push({ index, reason: mapped.reason });
      if (mapped.erases) erasedIds.push(mapped.erases);
      continue;
    }
    items.push({ index, item: mapped.item });
    warnings.push(...mapped.warnings.map((code) => ({ index, code, message: IMPORT_WARNINGS[code] })));
  }
  return db.transaction(async (tx) => {
    await holdSource(tx, sourceId);
    const counts = await savePosts(
      { tx, detectLanguage },
      { sourceId, items: items.map(({ item }) => item), startedAt },
    );
    const { erasedCount } = await eraseNamed(tx, { sourceId, externalIds: erasedIds });
    const ids = await findIds(tx, sourceId, [...new Set(items.map(({ item }) => item.externalId))]);
    const stored = items.flatMap(({ index, item: { externalId } }) => {
      const id = ids.get(externalId);
      return id === undefined ? [] : [{ index, id, externalId }];
    });
    rejected.sort((a, b) => a.index - b.index);
    return { ...counts, erasedCount, rejectedCount: rejected.length, stored, rejected, warnings };
  });
}

async function holdSource(tx: Queryable, sourceId: number): Promise<void> {
  const [source] = await tx.select({ id: sources.id }).from(sources).where(eq(sources.id, sourceId)).for('key share');
  if (!source) throw new AppError('not_found', `There is no source ${sourceId}. Create it first, or name another.`);
}

async function findIds(tx: Queryable, sourceId: number, externalIds: string[]): Promise<Map<string, number>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: posts.id, externalId: posts.externalId })
    .from(posts)
    .where(and(eq(posts.sourceId, sourceId), inArray(posts.externalId, externalIds)));
  return new Map(rows.map(({ id, externalId }) => [externalId, id]));
}
