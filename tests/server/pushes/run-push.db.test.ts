import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { posts, pushes } from '#db/schema.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { findPushes } from '#server/pushes/find-pushes.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { previewPush } from '#server/pushes/preview-push.ts';
import type { Push } from '#server/pushes/push.ts';
import { retryPush } from '#server/pushes/retry-push.ts';
import { getRun } from '#server/runs/get-run.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import type { Fault } from '#tests/stand-ins/faulty-server.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import {
  actor,
  createWorld,
  letTimePass,
  TOKEN,
  WORDS,
  type World,
  work,
  workOut,
  workUntilKilled,
} from './push-fixture.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let github: GithubStandIn;
let world: World;

beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  github = await startGithubStandIn({
    tokens: { [TOKEN]: 'ana', 'token-of-guest': 'guest' },
    repositories: [{ owner: 'octo', name: 'demo', writers: ['ana'] }],
  });
  world = await createWorld({ db: database.db, jobs, github });
});
afterEach(async () => {
  await github.settle();
  expect(github.requests.flatMap(({ violations }) => violations)).toEqual([]);
  await github.close();
});

describe('previewPush', () => {
  test('shows exactly what is then sent', async () => {
    const preview = await previewPush(world, world);
    const push = await createPush(world, { ...world, marker: preview.marker, checksum: preview.checksum, actor });
    await workOut(world, run(push));

    const [issue] = issues();
    expect(issue).toMatchObject({ title: preview.title, body: preview.body, labels: ['voice'] });
    expect(preview.body).toContain('> Export to CSV hangs, @\u200Bbob said #\u200B12 fixes it');
    expect(preview.body).toContain('- **Voices:** 3');
    expect(preview.body).toContain(`http://localhost:3000/reports/${world.reportId}`);
    expect(preview.body.trimEnd().endsWith(`<!-- refrain:${preview.marker} -->`)).toBe(true);
    expect(preview.defused).toEqual(
      expect.arrayContaining([
        { kind: 'mention', text: '@bob' },
        { kind: 'reference', text: '#12' },
      ]),
    );
  });

  test('a report that changed since is not sent', async () => {
    const preview = await previewPush(world, world);
    await database.db.execute(sql`update reports set summary = 'other'`);

    await expect(
      createPush(world, { ...world, marker: preview.marker, checksum: preview.checksum, actor }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('changed') });
    expect(await findPushes(world)).toEqual([]);
  });

  test('the words of a post that was erased at its source are not sent', async () => {
    await database.db.update(posts).set({ text: '', deletedAt: new Date() }).where(sql`id = ${world.postId}`);

    const preview = await previewPush(world, world);

    expect(preview.body).not.toContain('hangs, @');
    expect(preview).toMatchObject({ quoteCount: 0, unusableQuoteCount: 1 });
  });

  test('a summary beyond the tracker’s limit is refused with a way out', async () => {
    await database.db.execute(sql`update reports set summary = repeat('word ', 13000)`);

    await expect(previewPush(world, world)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('Shorten the summary'),
    });
  });
});

describe('createPush', () => {
  test('one report goes to one target once, also when two people press the button', async () => {
    const both = await Promise.allSettled([create(), create()]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('on its way') });
    expect(await findPushes(world)).toHaveLength(1);
    await expect(create()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('sends nothing by itself', async () => {
    await create();

    expect(github.requests).toEqual([]);
  });
});

describe('runPush', () => {
  test('makes the issue and keeps where it is', async () => {
    const push = await create();

    expect(await workOut(world, run(push))).toBe('succeeded');

    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'created',
      attemptCount: 1,
      issueNumber: 1,
      issueUrl: `${github.url}/octo/demo/issues/1`,
      issueState: 'open',
      droppedFields: [],
      failureMessage: null,
    });
    expect(posted()).toBe(1);
    expect((await getRun(world, { runId: run(push) })).result).toMatchObject({ issueNumber: 1 });
    await expect(create()).rejects.toMatchObject({ message: expect.stringContaining('/octo/demo/issues/1') });
  });

  test('tells what GitHub left out', async () => {
    await updateTarget(world, { targetId: world.targetId, token: 'token-of-guest' });
    const push = await create();

    await workOut(world, run(push));

    expect(await getPush(world, { pushId: push.id })).toMatchObject({ droppedFields: ['label "voice"'] });
  });

  test.each<[string, Fault[], number]>([
    ['the answer is lost', [{ type: 'lose-answer' }], 1],
    ['502 comes after the issue was made', [{ type: 'bad-gateway-after' }], 1],
    ['an answer comes that cannot be read', [{ type: 'garbage-after' }], 1],
    ['502 comes and nothing was made', [{ type: 'bad-gateway' }], 2],
    ['answers are lost three times', [{ type: 'lose-answer' }, { type: 'lose-answer' }, { type: 'lose-answer' }], 1],
    [
      '502 comes twice, then the answer is lost',
      [{ type: 'bad-gateway' }, { type: 'bad-gateway' }, { type: 'lose-answer' }],
      3,
    ],
    ['GitHub asks to wait', [{ type: 'secondary-limit', retryAfter: 90 }], 2],
    [
      'GitHub has had enough twice',
      [
        { type: 'too-many', retryAfter: 5 },
        { type: 'too-many', retryAfter: 5 },
      ],
      3,
    ],
  ])('when %s, one issue is open in the end', async (_name, faults, posts) => {
    for (const fault of faults) github.failNext('create', fault);
    const push = await create();

    expect(await workOut(world, run(push))).toBe('succeeded');

    expect(open()).toHaveLength(1);
    expect(posted()).toBe(posts);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'created',
      issueNumber: open()[0]?.number,
      failureCode: null,
    });
  });

  test('after a lost answer nothing is sent and nobody is asked for a minute', async () => {
    github.failNext('create', { type: 'lose-answer' });
    const push = await create();
    await work(world, run(push));
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'unknown', failureCode: 'unknown' });

    await letTimePass(world, 30);
    await work(world, run(push));
    expect(github.requests).toHaveLength(1);

    await letTimePass(world, 31);
    await work(world, run(push));
    expect(github.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', issueNumber: 1 });
  });

  test('a request is not sent before the time that GitHub named, and the push says why it waits', async () => {
    github.failNext('create', { type: 'secondary-limit', retryAfter: 300 });
    const push = await create();
    await work(world, run(push));
    await letTimePass(world, 290);
    await work(world, run(push));

    expect(posted()).toBe(1);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'pending',
      attemptCount: 0,
      failureCode: 'wait',
      failureMessage: expect.stringContaining('wait'),
    });
    await letTimePass(world, 20);
    await work(world, run(push));
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', failureMessage: null });
  });

  test('an issue that appears after a second was made leaves one open, and the push points at it', async () => {
    github.failNext('create', { type: 'late', delayMs: 700 });
    const push = await create();
    await work(world, run(push));
    await letTimePass(world, 61);
    await work(world, run(push));
    expect(open()).toHaveLength(1);

    await github.settle();
    expect(open()).toHaveLength(2);
    expect(await workOut(world, run(push))).toBe('succeeded');

    expect(open()).toHaveLength(1);
    expect(issues().filter(({ stateReason }) => stateReason === 'duplicate')).toHaveLength(1);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ issueNumber: open()[0]?.number });
  });

  test('an extra issue that cannot be closed yet is closed later', async () => {
    github.failNext('create', { type: 'late', delayMs: 500 });
    github.failNext('update', { type: 'bad-gateway' });
    const push = await create();
    await work(world, run(push));
    await letTimePass(world, 61);
    await work(world, run(push));
    await github.settle();

    expect(await workOut(world, run(push))).toBe('succeeded');
    expect(open()).toHaveLength(1);
  });

  test.each([
    ['before it notes that it sends', 1, false, 1],
    ['after noting it, before sending', 1, true, 1],
    ['after sending, before noting what came', 2, false, 1],
    ['after noting what came', 2, true, 1],
  ])('a worker killed %s leaves one issue', async (_name, writeNumber, isAfter, posts) => {
    const push = await create();
    if (isAfter && writeNumber === 1) expect(posted()).toBe(0);
    await workUntilKilled(world, run(push), { writeNumber, isAfter });

    await letTimePass(world, 120);
    expect(await workOut(world, run(push))).toBe('succeeded');

    expect(open()).toHaveLength(1);
    expect(posted()).toBe(posts);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', issueNumber: 1 });
  });

  test('a push whose worker may still be sending is left alone', async () => {
    const push = await create();
    await workUntilKilled(world, run(push), { writeNumber: 1, isAfter: true });
    await database.db.execute(sql`update runs set heartbeat_at = now() - interval '50 seconds'`);

    await work(world, run(push));

    expect(github.requests).toEqual([]);
    expect(await getRun(world, { runId: run(push) })).toMatchObject({ status: 'queued' });
  });

  test('what GitHub refuses waits for a person, who may try again', async () => {
    await updateTarget(world, { targetId: world.targetId, token: 'expired' });
    const push = await create();
    expect(await workOut(world, run(push))).toBe('failed');
    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'failed',
      failureCode: 'bad_token',
      failureMessage: expect.stringContaining('enter a new one'),
    });

    await updateTarget(world, { targetId: world.targetId, token: TOKEN });
    const again = await retryPush(world, { pushId: push.id, actor });
    await expect(retryPush(world, { pushId: push.id, actor })).rejects.toMatchObject({ code: 'conflict' });
    expect(await workOut(world, run(again))).toBe('succeeded');
    expect(open()).toHaveLength(1);
    await expect(retryPush(world, { pushId: push.id, actor })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an outcome that cannot be asked for is never sent again, but asked for once it can be', async () => {
    github.failNext('create', { type: 'lose-answer' });
    github.failNext('list', { type: 'forbidden' });
    const push = await create();
    expect(await workOut(world, run(push))).toBe('failed');
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'unknown', failureCode: 'forbidden' });
    await expect(create()).rejects.toMatchObject({ code: 'conflict' });

    const again = await retryPush(world, { pushId: push.id, actor });
    expect(await workOut(world, run(again))).toBe('succeeded');
    expect(posted()).toBe(1);
  });

  test('while a push is in doubt its target cannot be moved elsewhere', async () => {
    github.failNext('create', { type: 'lose-answer' });
    const push = await create();
    await work(world, run(push));

    const config = { owner: 'octo', repo: 'other' };
    await expect(updateTarget(world, { targetId: world.targetId, config })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('GitHub being down holds the push back and loses nothing', async () => {
    const push = await create();
    const { port } = new URL(github.url);
    await github.close();
    await work(world, run(push));
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'pending', attemptCount: 0 });

    github = await startGithubStandIn({ port: Number(port), tokens: { [TOKEN]: 'ana' } });
    expect(await workOut(world, run(push))).toBe('succeeded');
    expect(open()).toHaveLength(1);
  });

  test('whatever goes wrong in whatever order, one issue is open in the end', { timeout: 300_000 }, async () => {
    const faults: readonly (Fault | null)[] = [
      ...[null, null, { type: 'lose-answer' as const }, { type: 'bad-gateway-after' as const }],
      ...[{ type: 'bad-gateway' as const }, { type: 'late' as const, delayMs: 150 }],
      { type: 'secondary-limit', retryAfter: 1 },
    ];
    const random = seeded(20261124);
    for (let round = 0; round < 40; round += 1) {
      for (let i = 0; i < 3; i += 1) {
        const fault = faults[Math.floor(random() * faults.length)];
        if (fault) github.failNext('create', fault);
        if (random() < 0.2) github.failNext('list', { type: 'bad-gateway' });
        if (random() < 0.2) github.failNext('update', { type: 'too-many', retryAfter: 1 });
      }
      const push = await create();
      if (random() < 0.4) {
        const kill = { writeNumber: 1 + Math.floor(random() * 3), isAfter: random() < 0.5 };
        await workUntilKilled(world, run(push), kill).catch((error) => {
          if (error.name !== 'RunPostponed') throw error;
        });
        await letTimePass(world, 120);
      }

      expect(await workOutSlowly(run(push))).toBe('succeeded');

      const marker = await markerOf(push.id);
      const ours = issues().filter(({ body }) => body.includes(marker));
      const left = ours.filter(({ state }) => state === 'open');
      expect({ round, open: left.length }).toEqual({ round, open: 1 });
      expect(await getPush(world, { pushId: push.id })).toMatchObject({ issueNumber: left[0]?.number });
      await database.db.execute(sql`update pushes set status = 'cancelled'`);
    }
  });

  test('the token is in no table, no log, no request body', async () => {
    await updateTarget(world, { targetId: world.targetId, token: `${TOKEN}x` });
    await workOut(world, run(await create()));
    await updateTarget(world, { targetId: world.targetId, token: TOKEN });
    await database.db.update(pushes).set({ status: 'cancelled' });
    await workOut(world, run(await create()));

    const { rows } = await database.db.execute<{ name: string }>(
      sql`select table_schema || '.' || table_name as name from information_schema.tables
          where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`,
    );
    const dump: string[] = [...world.logged, JSON.stringify(github.requests)];
    for (const { name } of rows) {
      const content = await database.db.execute(sql.raw(`select row_to_json(t)::text as row from ${name} t`));
      dump.push(JSON.stringify(content.rows));
    }
    const everything = dump.join('\n');
    expect(everything).toContain(WORDS);
    expect(everything).not.toContain(TOKEN);
    expect(everything).not.toContain(TOKEN.slice(0, 20));
  });
});

function create(): Promise<Push> {
  return createPush(world, { reportId: world.reportId, targetId: world.targetId, actor });
}

function run(push: Push): number {
  if (push.runId === null) throw new Error('the push has no run');
  return push.runId;
}

function issues() {
  return github.repository('octo/demo').issues;
}

function open() {
  return issues().filter(({ state }) => state === 'open');
}

function posted(): number {
  return github.requests.filter(({ method }) => method === 'POST').length;
}

async function markerOf(pushId: number): Promise<string> {
  const [push] = await database.db.select({ marker: pushes.marker }).from(pushes).where(sql`id = ${pushId}`);
  return push?.marker ?? '';
}

/** As `workOut`; what was sent in one round and comes late has come after the next: within two minutes. */
async function workOutSlowly(runId: number): Promise<string> {
  for (let round = 0; round < 40; round += 1) {
    const landed = github.settle();
    const status = await workOut(world, runId, { rounds: 1, seconds: 120 });
    await landed;
    if (status !== 'still waiting') return status;
  }
  return 'still waiting';
}

/** mulberry32: the same faults in every run of the test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
