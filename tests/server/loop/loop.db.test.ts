import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { authors } from '#db/schema.ts';
import { draftOutcome } from '#pipelines/drafts/draft-outcome.ts';
import { lookAtIssue } from '#server/issues/look-at-issue.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { findHeard } from '#server/loop/find-heard.ts';
import { findLoop } from '#server/loop/find-loop.ts';
import { findOptOuts } from '#server/loop/find-opt-outs.ts';
import { markHeard } from '#server/loop/mark-heard.ts';
import { markTold } from '#server/loop/mark-told.ts';
import { optOut } from '#server/loop/opt-out.ts';
import { takeBackOptOut } from '#server/loop/take-back-opt-out.ts';
import { getPipeline } from '#server/overview/get-pipeline.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { actor, createWorld, TOKEN, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { startGithubStandIn } from '#tests/stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let jira: JiraStandIn;
let world: World;
let pushId: number;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  jira = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
  world = await createWorld({ db: database.db, jobs, jira });
  const push = await createPush(world, { ...world, actor });
  pushId = push.id;
  await workOut(world, push.runId ?? 0);
});
afterEach(() => jira.close());

test('nobody is owed anything while the issue is open', async () => {
  await look();

  expect(await findLoop(world)).toEqual([]);
  expect(await countLoopDebt(world)).toBe(0);
});

test('everybody who spoke is told once what became of it, by a person', async () => {
  await resolve("Won't Do");
  const [place] = await findLoop(world);
  expect(place).toMatchObject({ status: 'not_planned', place: 'Discord', spokeCount: 3, owedCount: 3, toldBy: null });
  expect(await countLoopDebt(world)).toBe(3);

  expect(await tell()).toEqual({ toldCount: 3 });
  expect(await tell()).toEqual({ toldCount: 0 });

  expect(await findLoop(world)).toMatchObject([{ toldCount: 3, owedCount: 0, toldBy: 'Ana' }]);
  expect(await countLoopDebt(world)).toBe(0);
});

test('whose report is at two trackers is told once of the same outcome, and of another one too', async () => {
  const github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' } });
  const set = (state: 'open' | 'closed', stateReason: string) =>
    Object.assign(github.repository('octo/demo').issues[0] ?? {}, { state, stateReason, updatedAt: new Date() });
  try {
    const config = { ...world.config, allowedHosts: [...world.config.allowedHosts, github.host] };
    const both = { ...world, config };
    const target = await createTarget(both, {
      ...{ tracker: 'github', baseUrl: github.url, token: TOKEN, actor },
      config: { owner: 'octo', repo: 'demo', labels: [] },
    });
    const second = await createPush(both, { reportId: world.reportId, targetId: target.id, actor });
    await workOut(both, second.runId ?? 0);
    await resolve("Won't Do");
    set('closed', 'not_planned');
    await lookAtIssue(both, { pushId: second.id, cause: 'poll' });
    expect((await findLoop(world)).map(({ owedCount }) => owedCount)).toEqual([3, 3]);

    await tell();

    expect((await findLoop(world)).map(({ owedCount, toldCount }) => [owedCount, toldCount])).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(await countLoopDebt(world)).toBe(0);
    set('open', 'reopened');
    await lookAtIssue(both, { pushId: second.id, cause: 'poll' });
    set('closed', 'completed');
    await lookAtIssue(both, { pushId: second.id, cause: 'poll' });
    expect(await countLoopDebt(world)).toBe(3);
  } finally {
    await github.close();
  }
});

test('while the issue is open, everybody who spoke is acknowledged once, and promised nothing', async () => {
  await look();
  const [place] = await findHeard(world);
  expect(place).toMatchObject({ place: 'Discord', spokeCount: 3, openCount: 3, toldBy: null });
  expect(place?.draft).toMatch(/nothing is decided yet/);
  const told = () => markHeard(world, { pushId, sourceId: place?.sourceId ?? 0, actor });
  expect([await told(), await told()]).toEqual([{ toldCount: 3 }, { toldCount: 0 }]);
  expect(await findHeard(world)).toMatchObject([{ toldCount: 3, openCount: 0, toldBy: 'Ana' }]);
  await resolve('Done');
  expect(await findHeard(world)).toEqual([]);
  await expect(told()).rejects.toMatchObject({ code: 'conflict' });
});

test('the pipeline counts each step and how long it took', async () => {
  await resolve('Done');
  await tell();
  const steps = await getPipeline(world);
  expect(steps.map(({ step, count }) => [step, count])).toEqual([
    ['posts', 3],
    ['clusters', 1],
    ['reports', 1],
    ['issues', 1],
    ['shipped', 1],
    ['told', 3],
  ]);
  expect(steps.every(({ step, medianDays }) => step === 'posts' || (medianDays !== null && medianDays >= 0))).toBe(
    true,
  );
});

test('who opted out may take it back', async () => {
  const [author] = await database.db.select({ id: authors.id }).from(authors).limit(1);
  const authorId = author?.id ?? 0;
  await optOut(world, { authorId, actor });
  expect(await findOptOuts(world)).toMatchObject([{ authorId, name: 'Member 0', place: 'Discord', actorName: 'Ana' }]);
  await takeBackOptOut(world, { authorId });
  expect(await findOptOuts(world)).toEqual([]);
  await expect(takeBackOptOut(world, { authorId })).rejects.toMatchObject({ code: 'not_found' });
});

test('who does not want to hear is left out, also when the clusters are found anew', async () => {
  const [author] = await database.db.select({ id: authors.id }).from(authors).limit(1);
  await optOut(world, { authorId: author?.id ?? 0, actor });
  await resolve('Done');

  expect(await tell()).toEqual({ toldCount: 2 });
  expect(await findLoop(world)).toMatchObject([{ toldCount: 2, optedOutCount: 1, owedCount: 0 }]);
});

test('a reopened issue cancels what was to be told, and its next end is a new one', async () => {
  await resolve('Done');
  const [before] = await findLoop(world);
  jira.reopen('ACME-1');
  await look();

  expect(await findLoop(world)).toEqual([]);
  await expect(
    markTold(world, { eventId: before?.eventId ?? 0, sourceId: before?.sourceId ?? 0, actor }),
  ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('reopened') });

  await resolve("Won't Do");
  expect(await findLoop(world)).toMatchObject([{ status: 'not_planned', owedCount: 3 }]);
});

test('a draft never claims more than the tracker says', () => {
  const draft = (status: 'completed' | 'not_planned' | 'duplicate') =>
    draftOutcome({ title: 'Export hangs', status, url: 'https://example.org/1' });

  expect(draft('not_planned')).not.toMatch(/shipped|released|fixed|finished|done/i);
  expect(draft('duplicate')).toContain('not done yet');
  expect(draft('completed')).not.toMatch(/shipped|released/i);
});

async function resolve(name: 'Done' | "Won't Do"): Promise<void> {
  jira.resolve('ACME-1', name);
  await look();
}

function look() {
  return lookAtIssue(world, { pushId, cause: 'poll' });
}

async function tell() {
  const [place] = await findLoop(world);
  return markTold(world, { eventId: place?.eventId ?? 0, sourceId: place?.sourceId ?? 0, actor });
}
