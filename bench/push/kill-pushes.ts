import { spawn } from 'node:child_process';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { pushes, reports, runs } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { startGithubStandIn } from '#tests/stand-ins/github.ts';
import { createRandom } from './fault-model.ts';
import type { Tally } from './tally.ts';
import { KEY, workOnPush } from './work-on-push.ts';

/** From the moment a process begins to work: most pushes are over after this time. */
const LONGEST_MS = 250;
const MAX_ROUNDS = 20;

/** Real processes on real HTTP, each killed with SIGKILL somewhere in its push; another worker finishes what is left. */
export async function killPushes(
  { db, connectionString }: { db: Database; connectionString: string },
  { kills, seed }: { kills: number; seed: number },
): Promise<Tally> {
  const random = createRandom(seed);
  const github = await startGithubStandIn();
  const tally = { strategy: 'Refrain, SIGKILL on real processes', runs: kills, made: 0, left: 0, lost: 0, asked: 0 };
  const keyring = createKeyring([KEY]);
  const actor = { id: 'key:0', name: 'bench', role: 'manager' as const, userId: null };
  const target = await createTarget(
    { db, keyring, config: { allowedHosts: [github.host] } },
    { tracker: 'github', baseUrl: github.url, config: { owner: 'octo', repo: 'demo' }, token: 'token-of-ana', actor },
  );
  const hits: Record<string, number> = {};
  const { issues } = github.repository('octo/demo');
  for (let kill = 0; kill < kills; kill += 1) {
    const marker = crypto.randomUUID();
    const { pushId, runId } = await insertPush(db, target.id, marker);
    const work = { connectionString, runId, host: github.host };
    await workUntilKilled(work, random() * LONGEST_MS);
    const [hit] = await db.select({ status: pushes.status }).from(pushes).where(sql`id = ${pushId}`);
    hits[hit?.status ?? 'gone'] = (hits[hit?.status ?? 'gone'] ?? 0) + 1;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      await passAnHour(db, pushId, runId);
      await workOnPush(work);
      const { rows } = await db.execute<{ status: string }>(sql`select status from runs where id = ${runId}`);
      if (rows[0]?.status !== 'queued' && rows[0]?.status !== 'running') break;
    }
    const ours = issues.filter(({ body }) => body.includes(marker));
    const open = ours.filter(({ state }) => state === 'open').length;
    if (ours.length > 1) tally.made += 1;
    if (open > 1) tally.left += 1;
    if (open === 0) tally.lost += 1;
  }
  await github.close();
  console.log(`killed while the push was: ${JSON.stringify(hits)}`);
  return tally;
}

async function insertPush(db: Database, targetId: number, marker: string) {
  const [report] = await db.insert(reports).values({ title: 'Export hangs' }).returning({ id: reports.id });
  const [push] = await db
    .insert(pushes)
    .values({
      ...{ marker, reportId: report?.id ?? 0, targetId, title: 'Export hangs', fields: { labels: [] } },
      body: `words\n\n<!-- refrain:${marker} -->`,
    })
    .returning({ id: pushes.id });
  const pushId = push?.id ?? 0;
  const [run] = await db
    .insert(runs)
    .values({ kind: 'push', title: 'Push', input: { pushId } })
    .returning({ id: runs.id });
  return { pushId, runId: run?.id ?? 0 };
}

/** The process is this very program, told to work on one push. */
async function workUntilKilled(work: object, afterMs: number): Promise<void> {
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
