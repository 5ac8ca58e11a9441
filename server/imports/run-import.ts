import { eq } from 'drizzle-orm';
import { rejectedRows, runs, uploadChunks } from '#db/schema.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { refreshStatistics } from '#server/database/refresh-statistics.ts';
import { eraseNamed } from '#server/erasure/erase-by-external-ids.ts';
import { ERASED_AT_ONCE } from '#server/erasure/erase-in-parts.ts';
import { addCounts, savePosts } from '#server/posts/save-posts.ts';
import type { RunContext } from '#server/runs/run.ts';
import { type DetectLanguage, loadLanguageDetector } from './detect-language.ts';
import { getUpload } from './get-upload.ts';
import type { ImportItem } from './import-item.ts';
import { ImportProgress } from './import-progress.ts';
import { type ImportWarning, mapRecord } from './map-record.ts';
import { excerptOf } from './preview-import.ts';
import type { ReadRejection } from './readers/read-entry.ts';
import { readRecords } from './readers/read-records.ts';
import { ImportInput } from './start-import.ts';
import { uploadSource } from './upload-source.ts';

/** Measured on both databases: below 500 the round trips cost, above 2,000 nothing is gained and cancelling lags. */
const BATCH_ROWS = 1000;
/** Long posts make smaller batches, so that one statement never holds more than this. */
const BATCH_LENGTH = 4_000_000;

type Warnings = ImportProgress['warnings'];
type Batch = {
  items: ImportItem[];
  rejections: ReadRejection[];
  /** Ids of posts of which the file says that they were deleted. */
  erasedIds: string[];
  length: number;
  warnings: Warnings;
};

/**
 * Reads an upload and stores its posts, batch by batch. Each batch is one transaction with the checkpoint: a worker
 * that dies leaves whole batches only, and the next one skips what they hold.
 */
export async function runImport({ db }: { db: Database }, context: RunContext): Promise<Record<string, unknown>> {
  const input = ImportInput.parse(context.run.input);
  const upload = await getUpload({ db }, input);
  const detectLanguage = await loadLanguageDetector();
  let readShare = 0;
  const source = uploadSource(
    { db },
    {
      uploadId: upload.id,
      fileName: upload.fileName,
      onBytes: (byteCount) => {
        readShare = byteCount / upload.byteCount;
      },
    },
  );

  let batch = startBatch();
  // One batch is on its way to the database while the next one is read.
  let saving = Promise.resolve(ImportProgress.parse(context.run.checkpoint));
  let toSkip = (await saving).readCount;
  context.report({ stage: 'Reading posts', doneCount: toSkip });
  try {
    for await (const entry of readRecords(source, input.settings)) {
      if (toSkip > 0) {
        toSkip--;
        continue;
      }
      addEntry(batch, 'reason' in entry ? entry : mapEntry(entry.line, entry.record));
      if (batch.items.length + batch.rejections.length < BATCH_ROWS && batch.length < BATCH_LENGTH) continue;
      context.signal.throwIfAborted();
      await saveNext();
    }
    await saveNext();
  } finally {
    await saving.catch(() => {});
  }
  const progress = await saving;
  // The file is needed no more; the posts hold their raw records.
  await context.commit(progress, (tx) => tx.delete(uploadChunks).where(eq(uploadChunks.uploadId, upload.id)));
  await context.commit(null, (tx) => refreshStatistics(tx, { tables: ['posts', 'authors'] }));
  context.report({ doneCount: progress.readCount, totalCount: progress.readCount });
  return { ...progress, sha256: upload.sha256, sourceId: input.sourceId };

  async function saveNext(): Promise<void> {
    const soFar = await saving;
    reportProgress(soFar);
    saving = saveBatch(context, { batch, soFar, input, detectLanguage });
    // Whoever waits for it next is told; until then a failure is not unhandled.
    saving.catch(() => {});
    batch = startBatch();
  }

  function mapEntry(line: number, record: Readonly<Record<string, unknown>>): ImportItem | ReadRejection {
    const mapped = mapRecord(record, input.mapping, { now: context.run.createdAt });
    if (!mapped.ok) {
      if (mapped.erases) batch.erasedIds.push(mapped.erases);
      return { line, reason: mapped.reason, excerpt: excerptOf(record) };
    }
    for (const warning of mapped.warnings) {
      batch.warnings[warning] = (batch.warnings[warning] ?? 0) + 1;
    }
    return mapped.item;
  }

  function reportProgress({ readCount }: ImportProgress): void {
    // A workbook is fetched whole before its first row, which tells nothing about how many there are.
    const isTelling = input.settings.format !== 'xlsx' && readShare > 0;
    context.report({ doneCount: readCount, totalCount: isTelling ? Math.round(readCount / readShare) : null });
  }
}

function startBatch(): Batch {
  return { items: [], rejections: [], erasedIds: [], length: 0, warnings: {} };
}

function addEntry(batch: Batch, entry: ImportItem | ReadRejection): void {
  if ('reason' in entry) batch.rejections.push(entry);
  else {
    batch.items.push(entry);
    batch.length += entry.text.length * 2;
  }
}

async function saveBatch(
  context: RunContext,
  {
    batch: { items, rejections, erasedIds, warnings },
    soFar: before,
    input,
    detectLanguage,
  }: { batch: Batch; soFar: ImportProgress; input: ImportInput; detectLanguage: DetectLanguage },
): Promise<ImportProgress> {
  const soFar = await eraseAhead(context, { sourceId: input.sourceId, erasedIds, soFar: before });
  return context.commit(null, async (tx) => {
    const counts = await savePosts(
      { tx, detectLanguage },
      { sourceId: input.sourceId, items, startedAt: context.run.createdAt },
    );
    const { erasedCount } = await eraseNamed(tx, { sourceId: input.sourceId, externalIds: erasedIds });
    await saveRejections(tx, context.run.id, rejections);
    const progress: ImportProgress = {
      readCount: soFar.readCount + items.length + rejections.length,
      rejectedCount: soFar.rejectedCount + rejections.length,
      erasedCount: soFar.erasedCount + erasedCount,
      ...addCounts(soFar, counts),
      warnings: addWarnings(soFar.warnings, warnings),
    };
    await tx.update(runs).set({ checkpoint: progress }).where(eq(runs.id, context.run.id));
    return progress;
  });
}

/**
 * Erases what is stored already in transactions of its own when it is much, so that pages are answered in between. What
 * the batch itself brings and takes away is left to the batch.
 */
async function eraseAhead(
  context: RunContext,
  { sourceId, erasedIds, soFar }: { sourceId: number; erasedIds: readonly string[]; soFar: ImportProgress },
): Promise<ImportProgress> {
  let progress = soFar;
  for (let start = 0; erasedIds.length > ERASED_AT_ONCE && start < erasedIds.length; start += ERASED_AT_ONCE) {
    const externalIds = erasedIds.slice(start, start + ERASED_AT_ONCE);
    progress = await context.commit(null, async (tx) => {
      const { erasedCount } = await eraseNamed(tx, { sourceId, externalIds });
      const checkpoint: ImportProgress = { ...progress, erasedCount: progress.erasedCount + erasedCount };
      await tx.update(runs).set({ checkpoint }).where(eq(runs.id, context.run.id));
      return checkpoint;
    });
  }
  return progress;
}

function addWarnings(a: Warnings, b: Warnings): Warnings {
  const sum = { ...a };
  for (const [warning, count] of Object.entries(b) as [ImportWarning, number][]) {
    sum[warning] = (sum[warning] ?? 0) + count;
  }
  return sum;
}

async function saveRejections(tx: Queryable, runId: number, rejections: readonly ReadRejection[]): Promise<void> {
  if (rejections.length === 0) return;
  await tx
    .insert(rejectedRows)
    .values(rejections.map(({ line, reason, excerpt }) => ({ runId, line, reason, excerpt })))
    .onConflictDoNothing();
}
