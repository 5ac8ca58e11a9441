import { spawn } from 'node:child_process';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { pushes, reports, runs, type Tracker } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { sendPushAgain } from '#server/pushes/send-push-again.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { createRandom } from './fault-model.ts';
import { type KillStage, openGithubStage, openJiraStage } from './kill-stages.ts';
import type { Tally } from './tally.ts';
import { openPushWorker } from './work-on-push.ts';

const HOUR = 3_600_000;
/** In hours: more than the day after which a push that was sent twice is looked at for the last time. */
const MAX_ROUNDS = 40;
const ACTOR = { id: 'key:0', name: 'bench', role: 'manager' as const, userId: null };

/** What a process is told that is going to be killed. */
export type PushWork = Parameters<typeof openPushWorker>[0] & { readonly runId: number };

/** Real processes on real HTTP, each killed with SIGKILL somewhere in its push; another worker finishes what is left. */
export async function killPushes(
  { db, connectionString }: { db: Database; connectionString: string },
  { tracker, kills, seed }: { tracker: Tracker; kills: number; seed: number },
): Promise<Tally> {
  const random = createRandom(seed);
  const stage = await (tracker === 'github' ? openGithubStage() : openJiraStage(random));
  const strategy = `Refrain, ${tracker === 'jira' ? 'Jira' : 'GitHub'}, SIGKILL`;
  const tally = { strategy, runs: kills, made: 0, left: 0, lost: 0, asked: 0 };
  const place = { connectionString, host: stage.host };
  const survivor = await openPushWorker(place);
  const target = await createTarget(survivor, { tracker, ...stage.target, actor: ACTOR });
  const hits: Record<string, number> = {};
  for (let kill = 0; kill < kills; kill += 1) {
    const marker = crypto.randomUUID();
    const { pushId, runId } = await insertPush(db, { targetId: target.id, marker, stage });
    stage.begin();
    await workUntilKilled({ ...place, runId }, random() * stage.longestMs);
    const { status } = await readPush(db, pushId);
    hits[status] = (hits[status] ?? 0) + 1;
    if (await workOut()) tally.asked += 1;

    const issues = stage.find(marker);
    const open = issues.filter(({ isOpen }) => isOpen).length;
    if (issues.length > 1) tally.made += 1;
    if (open > 1) tally.left += 1;
    if (open === 0) tally.lost += 1;

    /** Whether a person had to be asked: they look, see nothing, and say "create anyway", the worst they can do. */
    async function workOut(): Promise<boolean> {
      let isAsked = false;
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const push = await readPush(db, pushId);
        await passAnHour(db, pushId, push.runId ?? runId);
        stage.pass(HOUR);
        await survivor.work(push.runId ?? runId);
        const { failureCode, runStatus } = await readPush(db, pushId);
        if (runStatus === 'queued' || runStatus === 'running') continue;
        if (failureCode !== 'unconfirmed') break;
        isAsked = true;
        await sendPushAgain(survivor, { pushId, actor: ACTOR });
      }
      return isAsked;
    }
  }
  await survivor.close();
  await stage.close();
  console.log(`${strategy}: killed while the push was ${JSON.stringify(hits)}`);
  return tally;
}

async function insertPush(
  db: Database,
  { targetId, marker, stage }: { targetId: number; marker: string; stage: KillStage },
) {
  const [report] = await db.insert(reports).values({ title: 'Export hangs' }).returning({ id: reports.id });
  const [push] = await db
    .insert(pushes)
    .values({ marker, reportId: report?.id ?? 0, targetId, title: 'Export hangs', ...stage.draft(marker) })
    .returning({ id: pushes.id });
  const pushId = push?.id ?? 0;
  const [run] = await db
    .insert(runs)
    .values({ kind: 'push', title: 'Push', input: { pushId } })
    .returning({ id: runs.id });
  const runId = run?.id ?? 0;
  await db.update(pushes).set({ runId }).where(eq(pushes.id, pushId));
  return { pushId, runId };
}

async function readPush(db: Database, pushId: number) {
  const [push] = await db
    .select({
      status: pushes.status,
      failureCode: pushes.failureCode,
      runId: pushes.runId,
      runStatus: runs.status,
    })
    .from(pushes)
    .leftJoin(runs, eq(runs.id, pushes.runId))
    .where(eq(pushes.id, pushId));
  if (!push) throw new Error(`push ${pushId} is gone`);
  return push;
}

/** The process is this very program, told to work on one push. */
async function workUntilKilled(work: PushWork, afterMs: number): Promise<void> {
  const program = path.resolve('.cache/bench/push.mjs');
  const code = `import(${JSON.stringify(program)}).then((m) => m.main(process.argv.slice(1)))`;
  const child = spawn(process.execPath, ['-e', code, '--', '--work', JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => resolve());
  });
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, afterMs))]);
  child.kill('SIGKILL');
  await ended;
}

async function passAnHour(db: Database, pushId: number, runId: number): Promise<void> {
  await db.execute(sql`
    update pushes set last_sent_at = last_sent_at - interval '1 hour', first_sent_at = first_sent_at - interval '1 hour',
      lease_until = lease_until - interval '1 hour' where id = ${pushId}`);
  await db.execute(sql`
    update runs set not_before_at = not_before_at - interval '1 hour', heartbeat_at = heartbeat_at - interval '1 hour'
    where id = ${runId}`);
}
