import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type PartResult, posts, runParts, runTellings } from '#db/schema.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import type { TellerGround } from '#pipelines/tell-parts.ts';
import type { Queryable } from '#server/database/database.ts';
import type { WorkerDeps } from '#server/jobs/start-worker.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';
import { type ClaimedPart, claimPart } from './claim-part.ts';
import { readMarks } from './marks.ts';
import { nameEngine } from './name-engine.ts';
import type { MessageFromHelper, MessageToHelper } from './part-message.ts';

type Deps = Required<Pick<WorkerDeps, 'db' | 'log' | 'help'>>;
type Telling = typeof runTellings.$inferSelect;

/** So long until somebody else is asked. */
const PASS_ON_MS = 2_000;

/**
 * Tells parts of a run that another worker works on, until none is left. Parts that this worker takes and does not tell,
 * because it is killed or stopped, are told by the run's own.
 *
 * @returns how many it told.
 */
export async function helpRun(
  deps: Deps,
  { tellingId, shutdown }: { tellingId: number; shutdown?: AbortSignal },
): Promise<number> {
  const { db, log } = deps;
  const { workerId } = deps.help;
  const [telling] = await db.select().from(runTellings).where(eq(runTellings.id, tellingId));
  if (!telling) return 0;
  if (telling.workerId === workerId || telling.engine !== (await nameEngine())) {
    await passOn(deps, tellingId);
    return 0;
  }
  let part = await claimPart({ db }, { tellingId, workerId });
  if (part === null) return 0;
  const thread = new Worker(await threadEntry('helping-thread'), { workerData: await readGround(db, telling) });
  let toldCount = 0;
  try {
    while (part !== null && !shutdown?.aborted) {
      const result = await tell(thread, await readPart(db, part));
      if (!(await save(db, { tellingId, position: part.position, workerId, result }))) break;
      toldCount += 1;
      part = await claimPart({ db }, { tellingId, workerId });
    }
  } finally {
    await thread.terminate();
  }
  log.info('told parts of a run', { runId: telling.runId, worker: workerId, partCount: toldCount });
  return toldCount;
}

/** The run's own worker tells anyway, and one with other code must not: the job goes to another. */
async function passOn({ db, help }: Deps, tellingId: number): Promise<void> {
  const [free] = await db
    .select({ position: runParts.position })
    .from(runParts)
    .where(and(eq(runParts.tellingId, tellingId), isNull(runParts.takenBy)))
    .limit(1);
  if (free) await help.call(db, tellingId, new Date(Date.now() + PASS_ON_MS));
}

async function readGround(db: Queryable, { productNames, learned }: Telling): Promise<TellerGround> {
  const words = await readWords(
    db,
    learned.map(({ postId }) => postId),
  );
  return {
    productNames,
    learned: learned.map(({ postId, ...rest }) => ({
      ...{ text: joinText(words.get(postId) ?? GONE), source: 'corrections', ...rest },
    })),
  };
}

async function readPart(db: Queryable, { postIds, marks }: ClaimedPart): Promise<MessageToHelper> {
  const words = await readWords(db, postIds);
  return { posts: readMarks(marks).map((mark, i) => ({ ...(words.get(postIds[i] ?? 0) ?? GONE), ...mark })) };
}

type Words = { readonly title: string | null; readonly text: string };

/** Of a post that was deleted meanwhile: the part will be told by the run's own worker. */
const GONE: Words = { title: null, text: '' };

async function readWords(db: Queryable, postIds: readonly number[]): Promise<ReadonlyMap<number, Words>> {
  if (postIds.length === 0) return new Map();
  const rows = await db
    .select({ id: posts.id, title: posts.title, text: posts.text })
    .from(posts)
    .where(sql`${posts.id} = any(${sql.param([...postIds])}::bigint[])`);
  return new Map(rows.map(({ id, title, text }) => [id, { title, text }]));
}

async function tell(thread: Worker, message: MessageToHelper): Promise<PartResult> {
  const answered = once(thread, 'message') as Promise<[MessageFromHelper]>;
  thread.postMessage(message);
  const [{ result }] = await answered;
  return result;
}

/** @returns whether the part is still wanted: a run that ended, or that told it itself, has taken it away. */
async function save(
  db: Queryable,
  {
    tellingId,
    position,
    workerId,
    result,
  }: { tellingId: number; position: number; workerId: string; result: PartResult },
): Promise<boolean> {
  const saved = await db
    .update(runParts)
    .set({ result })
    .where(and(eq(runParts.tellingId, tellingId), eq(runParts.position, position), eq(runParts.takenBy, workerId)))
    .returning({ position: runParts.position });
  return saved.length > 0;
}
