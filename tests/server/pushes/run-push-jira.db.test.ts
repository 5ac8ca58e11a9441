import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { getPush } from '#server/pushes/get-push.ts';
import type { Push } from '#server/pushes/push.ts';
import { retryPush } from '#server/pushes/retry-push.ts';
import { sendPushAgain } from '#server/pushes/send-push-again.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import type { Fault } from '#tests/stand-ins/faulty-server.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';
import { actor, createWorld, letTimePass, TOKEN, type World, work, workOut, workUntilKilled } from './push-fixture.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let jira: JiraStandIn;
let world: World;

beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  jira = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
  world = await createWorld({ db: database.db, jobs, jira });
});
afterEach(async () => {
  await jira.settle();
  expect(jira.findViolations()).toEqual([]);
  await jira.close();
});

describe('runPush to Jira', () => {
  test('makes the issue and keeps where it is', async () => {
    const push = await create();

    expect(await workOut(world, run(push))).toBe('succeeded');

    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'created',
      issueKey: 'ACME-1',
      issueNumber: 1,
      issueUrl: `${jira.url}/browse/ACME-1`,
      failureCode: null,
    });
    expect(jira.issues).toMatchObject([{ fields: { summary: 'Export hangs' } }]);
  });

  test('an issue whose answer was lost is adopted as soon as the search shows it', async () => {
    jira.failNext('create', { type: 'lose-answer' });
    jira.lagSearchBy(30_000);
    const push = await create();
    await work(world, run(push));
    await letTimePass(world, 11);
    await work(world, run(push));
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'unknown' });

    jira.lagSearchBy(0);
    await letTimePass(world, 50);
    await work(world, run(push));

    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', issueKey: 'ACME-1' });
    expect(posted()).toBe(1);
  });

  test('it looks after 10 seconds, 1, 5 and 15 minutes, and then asks instead of sending again', async () => {
    jira.failNext('create', { type: 'lose-answer' });
    jira.lagSearchBy(3_600_000);
    const push = await create();
    const looks: number[] = [];
    for (const seconds of [0, 9, 2, 48, 2, 238, 2, 598, 2]) {
      await letTimePass(world, seconds);
      await work(world, run(push));
      looks.push(searched());
    }

    expect(looks).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4]);
    expect(posted()).toBe(1);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({
      status: 'unknown',
      failureCode: 'unconfirmed',
      failureMessage: expect.stringContaining('Check again'),
    });
  });

  test('"check again" adopts what has turned up', async () => {
    const push = await leaveUnconfirmed({ type: 'lose-answer' });
    jira.lagSearchBy(0);

    await workOut(world, run(await retryPush(world, { pushId: push.id, actor })));

    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', issueKey: 'ACME-1' });
    expect(posted()).toBe(1);
  });

  test('"create anyway" makes it when it was not there', async () => {
    const push = await leaveUnconfirmed({ type: 'bad-gateway' });

    const status = await workOut(world, run(await sendPushAgain(world, { pushId: push.id, actor })));

    expect(status).toBe('succeeded');
    expect(open()).toHaveLength(1);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', failureCode: null });
  });

  test('"create anyway" leaves one issue open when the lost one turns up after all', async () => {
    const push = await leaveUnconfirmed({ type: 'bad-gateway-after' });
    await work(world, run(await sendPushAgain(world, { pushId: push.id, actor })));
    expect(open()).toHaveLength(2);

    jira.lagSearchBy(0);
    const again = await getPush(world, { pushId: push.id });
    expect(await workOut(world, run(again))).toBe('succeeded');

    expect(open().map(({ key }) => key)).toEqual(['ACME-1']);
    expect(jira.issues[1]).toMatchObject({ resolution: 'Duplicate', duplicates: ['ACME-1'] });
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ issueKey: 'ACME-1' });
  });

  test('nobody can send again what is not in doubt', async () => {
    const push = await create();
    await workOut(world, run(push));

    await expect(sendPushAgain(world, { pushId: push.id, actor })).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([1, 2, 3].flatMap((writeNumber) => [false, true].map((isAfter) => ({ writeNumber, isAfter }))))(
    'a worker killed at write $writeNumber (after it: $isAfter) leaves at most one issue',
    async (step) => {
      const push = await create();
      await workUntilKilled(world, run(push), step);
      await letTimePass(world, 3600);

      expect(await workOut(world, run(push))).toMatch(/succeeded|failed/);

      expect(jira.issues.length).toBeLessThanOrEqual(1);
      const { status, failureCode } = await getPush(world, { pushId: push.id });
      expect(status === 'created' || failureCode === 'unconfirmed').toBe(true);
    },
  );
});

async function leaveUnconfirmed(fault: Fault): Promise<Push> {
  jira.failNext('create', fault);
  jira.lagSearchBy(7 * 86_400_000);
  const push = await create();
  await workOut(world, run(push));
  expect(await getPush(world, { pushId: push.id })).toMatchObject({ failureCode: 'unconfirmed' });
  return push;
}

function create(): Promise<Push> {
  return createPush(world, { ...world, actor });
}

function run({ runId }: Push): number {
  if (runId === null) throw new Error('the push has no run');
  return runId;
}

function open() {
  return jira.issues.filter(({ status }) => status.category !== 'done');
}

function posted(): number {
  return jira.requests.filter(({ method, path }) => method === 'POST' && path === '/rest/api/3/issue').length;
}

function searched(): number {
  return jira.requests.filter(({ path }) => path.includes('/search/jql')).length;
}
