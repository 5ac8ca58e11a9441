import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { openKillableWorker } from '../jobs/killable-worker.ts';
import { repeatSample } from './repeat-sample.ts';

const worker = openKillableWorker();

type Look = { readonly status: string; readonly isHelped: boolean };

async function lookUntil(runId: number, isReached: (look: Look) => boolean): Promise<Look> {
  for (const deadline = Date.now() + 180_000; Date.now() < deadline; ) {
    const { rows } = await worker.connection().db.execute<Look>(sql`
      select status, exists (
        select 1 from run_parts p join run_tellings t on t.id = p.telling_id where p.taken_by <> t.worker_id
      ) as "isHelped" from runs where id = ${runId}`);
    const [look] = rows;
    if (look && isReached(look)) return look;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('nothing came of it in three minutes');
}

/** Finds clusters with the workers that are there. @returns what it says of posts, and what happened on the way. */
async function cluster(onHelped?: (runId: number) => Promise<void>) {
  const { db, pool } = worker.connection();
  const jobs = await openJobQueue(pool, { works: false });
  const { id } = await startClustering({ db, jobs }, { actor: null });
  await jobs.stop();
  let isHelped = false;
  for (;;) {
    const look = await lookUntil(id, ({ status, ...seen }) => status !== 'running' || (seen.isHelped && !isHelped));
    if (look.status === 'queued') continue;
    if (look.isHelped && !isHelped) await onHelped?.(id);
    isHelped ||= look.isHelped;
    if (look.status !== 'running') break;
  }
  const { rows } = await db.execute<{ row: string }>(sql`
    select concat_ws('|', 'post', post_id, cluster_id, score, kind, kind_score, kinds) as row from run_posts where run_id = ${id}
    union all select concat_ws('|', 'use', post_id, who, what, purpose, strength) from run_uses where run_id = ${id}
    order by 1`);
  const { rows: runs } = await db.execute<{ status: string; attempts: number; left: number }>(sql`
    select status, attempt_count as attempts, (select count(*) from run_tellings)::int as left from runs where id = ${id}`);
  return { rows: rows.map(({ row }) => row), run: runs[0], isHelped };
}

/** The run's own worker tells so fast that others might come when all is done: it waits before each part it takes. */
async function delayOwnClaims(): Promise<void> {
  await worker.connection().db.execute(sql`
    create function wait_for_others() returns trigger language plpgsql as $$
    begin
      if new.taken_by = (select worker_id from run_tellings where id = new.telling_id) then perform pg_sleep(1.5); end if;
      return new;
    end $$`);
  await worker.connection().db.execute(sql`
    create trigger wait_for_others before update of taken_by on run_parts for each row execute function wait_for_others()`);
}

/** On a busy machine a run may be over all the same before the other worker has told its part: then another one shows it. */
async function clusterHelped({
  onHelped,
  isEnough = () => true,
}: {
  onHelped?: (runId: number) => Promise<void>;
  isEnough?: () => boolean;
} = {}) {
  for (let i = 0; i < 8; i += 1) {
    const done = await cluster(onHelped);
    if (done.isHelped && isEnough()) return done;
  }
  throw new Error('of eight runs none was helped');
}

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'two worker processes on one PostgreSQL give what one gives, also when the one that helps is killed',
  async () => {
    await insertPosts(worker.connection().db, repeatSample(6_000));
    const first = await worker.start();
    const alone = await cluster();
    const second = await worker.start();
    await delayOwnClaims();
    const hasTold = () => /told parts of a run.+partCount\W+[1-9]/.test(first.output() + second.output());
    const together = await clusterHelped({ isEnough: hasTold });
    const killed = await clusterHelped({
      onHelped: async (runId) => {
        const isOwn = new RegExp(`run started.+runId\\W+${runId}\\b`).test(second.output());
        await (isOwn ? first : second).kill('SIGKILL');
      },
    });
    await first.kill('SIGTERM');
    await second.kill('SIGTERM');

    const ended = { status: 'succeeded', attempts: 1, left: 0 };
    expect(alone).toMatchObject({ run: ended, isHelped: false });
    expect(together).toMatchObject({ run: ended, isHelped: true });
    expect(killed).toMatchObject({ run: ended, isHelped: true });
    expect(alone.rows.length).toBeGreaterThan(6_000);
    expect(together.rows).toEqual(alone.rows);
    expect(killed.rows).toEqual(alone.rows);
    expect(hasTold()).toBe(true);
  },
  400_000,
);
