import { asc } from 'drizzle-orm';
import { posts, sources } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { createUpload } from '#server/imports/create-upload.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { runImport } from '#server/imports/run-import.ts';
import { startImport } from '#server/imports/start-import.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import { createLog } from '#server/log/log.ts';
import { getRun } from '#server/runs/get-run.ts';
import type { Run, RunBody } from '#server/runs/run.ts';

type Deps = { readonly db: Database; readonly jobs: Jobs };
const neverRuns: RunBody<unknown> = () => Promise.reject(new Error('only imports run here'));

export async function createSource({ db }: { db: Database }, name = 'Forum'): Promise<number> {
  const [source] = await db.insert(sources).values({ name, kind: 'upload' }).returning();
  if (!source) throw new Error('no source');
  return source.id;
}

/** Uploads a file as the browser does and queues its import with everything guessed. */
export async function queueImport(
  deps: Deps,
  { bytes, name, sourceId }: { bytes: Uint8Array; name: string; sourceId: number },
): Promise<Run> {
  const upload = await createUpload(deps, {
    fileName: name,
    bytes: pieces(bytes),
    maxBytes: 2 ** 30,
    createdById: null,
  });
  const { settings, mapping } = await inspectUpload(deps, { uploadId: upload.id, now: new Date() });
  return startImport(deps, { uploadId: upload.id, sourceId, settings, mapping, createdById: null });
}

/** Works on a queued import as a worker does, to its end. */
export async function performImport(deps: Deps, runId: number): Promise<Run> {
  const log = createLog('silent');
  await performRun({ ...deps, log }, { runId, bodies: { import: runImport, cluster: neverRuns, push: neverRuns } });
  return getRun(deps, { runId });
}

export async function importFile(
  deps: Deps,
  file: { bytes: Uint8Array; name: string; sourceId: number },
): Promise<Run> {
  const run = await queueImport(deps, file);
  return performImport(deps, run.id);
}

export function importCsv(deps: Deps, sourceId: number, rows: readonly (readonly string[])[]): Promise<Run> {
  const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
  return importFile(deps, { bytes: Buffer.from(text), name: 'posts.csv', sourceId });
}

export function allPosts({ db }: { db: Database }): Promise<(typeof posts.$inferSelect)[]> {
  return db.select().from(posts).orderBy(asc(posts.externalId));
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 100_000) yield bytes.subarray(start, start + 100_000);
}
