import { createReadStream, existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { sources } from '#db/schema.ts';
import { parseConfig } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';
import { type OpenDatabase, openDatabase } from '#server/database/open-database.ts';
import { AppError } from '#server/errors.ts';
import { createUpload } from '#server/imports/create-upload.ts';
import { findRejectedRows } from '#server/imports/find-rejected-rows.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { startImport } from '#server/imports/start-import.ts';
import { writeRejectedRows } from '#server/imports/write-rejected-rows.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { startWorker } from '#server/jobs/start-worker.ts';
import { createLog } from '#server/log/log.ts';
import { getRun } from '#server/runs/get-run.ts';
import { releaseOrphans } from '#server/runs/release-orphans.ts';
import type { Run } from '#server/runs/run.ts';
import { describeImport } from './describe-import.ts';
import type { Io } from './refrain.ts';

const USAGE = `refrain import FILE [--source NAME] [--cluster]

Imports CSV, JSON Lines, JSON or XLSX (gzipped too) into the configured database, with the columns that Refrain guesses.
--source NAME   the source that the posts belong to; made when it does not exist (default: the file's name)
--cluster       find clusters when the posts are in
--rejected FILE write the rows that could not be taken there, as CSV with line and reason
`;
const POLL_MS = 500;
const SHOWN_REJECTED = 10;

export async function runImportCommand(argv: string[], { stdout, stderr, isTty }: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      cluster: { type: 'boolean', default: false },
      rejected: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [file, ...more] = positionals;
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  if (file === undefined || more.length > 0) {
    stderr.write(`Name one file to import.\n\n${USAGE}`);
    return 2;
  }
  if (!existsSync(file) || !statSync(file).isFile()) {
    const isFolder = existsSync(file) && statSync(file).isDirectory();
    stderr.write(isFolder ? `${file} is a folder. Name one file in it.\n` : `There is no file ${file}.\n`);
    return 2;
  }

  const config = parseConfig(process.env);
  const database = await openDatabase(config, { mayShare: true });
  if (database.home === 'embedded') await releaseOrphans(database);
  // A running server works on the run itself; without one this command does.
  const worker =
    database.home === 'shared' ? null : await startWorker({ connection: database, config, log: createLog('silent') });
  try {
    const name = values.source ?? path.basename(file);
    const run = await queueImport(database, {
      file,
      name,
      thenCluster: values.cluster,
      maxBytes: config.maxUploadBytes,
    });
    const show = (line: string) => void (isTty && stderr.write(`\r\u001b[K${line}`));
    const ended = await watchRun(database.db, run.id, show);
    const { clusterRunId } = ended.result ?? {};
    if (typeof clusterRunId === 'number') await watchRun(database.db, clusterRunId, show);
    if (isTty) stderr.write('\n');
    if (ended.status !== 'succeeded') {
      stderr.write(`The import ended as ${ended.status}. ${ended.failureMessage ?? ''}\n`);
      return 1;
    }
    for (const line of describeImport(ended.result)) stdout.write(`${line}\n`);
    await tellRejected(database.db, { runId: run.id, file: values.rejected, stderr });
    return 0;
  } finally {
    await worker?.stop();
    await database.close();
  }
}

async function queueImport(
  { db, pool }: OpenDatabase,
  { file, name, thenCluster, maxBytes }: { file: string; name: string; thenCluster: boolean; maxBytes: number },
): Promise<Run> {
  const upload = await createUpload(
    { db },
    { fileName: path.basename(file), bytes: createReadStream(file), maxBytes, createdById: null },
  );
  const { settings, mapping, columns } = await inspectUpload({ db }, { uploadId: upload.id, now: new Date() });
  if (mapping.columns.text === '') {
    const found =
      columns.length > 0 ? `Its columns are ${columns.map(({ column }) => column).join(', ')}` : 'It has no rows';
    throw new AppError(
      'invalid',
      `No column of ${file} can be told to hold what people wrote. ${found}. Name one "text".`,
    );
  }
  const sourceId = await ensureSource(db, name);
  const jobs = await openJobQueue(pool, { works: false });
  try {
    return await startImport(
      { db, jobs },
      { uploadId: upload.id, sourceId, settings, mapping, thenCluster, createdById: null },
    );
  } finally {
    await jobs.stop();
  }
}

async function ensureSource(db: Database, name: string): Promise<number> {
  await db.insert(sources).values({ name, kind: 'upload' }).onConflictDoNothing();
  const [source] = await db.select({ id: sources.id }).from(sources).where(eq(sources.name, name));
  if (!source) throw new Error('the source is gone');
  return source.id;
}

/** The first rejected rows, and all of them in a file when one is named. */
async function tellRejected(
  db: Database,
  { runId, file, stderr }: { runId: number; file: string | undefined; stderr: Io['stderr'] },
): Promise<void> {
  if (file !== undefined) {
    await writeFile(file, writeRejectedRows({ db }, { runId }));
    stderr.write(`The rejected rows are in ${file}.\n`);
    return;
  }
  const rows = await findRejectedRows({ db }, { runId, limit: SHOWN_REJECTED + 1 });
  for (const { line, reason } of rows.slice(0, SHOWN_REJECTED)) stderr.write(`  line ${line}: ${reason}\n`);
  if (rows.length > SHOWN_REJECTED) stderr.write('  … and more; --rejected FILE writes them all.\n');
}

async function watchRun(db: Database, runId: number, show: (line: string) => void): Promise<Run> {
  for (;;) {
    const now = await getRun({ db }, { runId });
    if (!['queued', 'running'].includes(now.status)) return now;
    show(`${now.stage ?? now.status}: ${now.doneCount}${now.totalCount === null ? '' : ` of ${now.totalCount}`} posts`);
    await sleep(POLL_MS);
  }
}
