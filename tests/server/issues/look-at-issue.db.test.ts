import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyReading } from '#server/issues/apply-reading.ts';
import { findIssueEvents } from '#server/issues/find-issue-events.ts';
import { lookAtDueIssues } from '#server/issues/look-at-due-issues.ts';
import { lookAtIssue } from '#server/issues/look-at-issue.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { actor, createWorld, TOKEN, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let world: World;
let pushId: number;
/** Seconds pass between two acts, for trackers whose clock has no smaller part. */
let clock: number;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(() => {
  clock = Date.parse('2026-05-03T10:00:00Z');
});

describe('an issue at GitHub', () => {
  let github: GithubStandIn;
  beforeEach(async () => {
    github = await startGithubStandIn({
      tokens: { [TOKEN]: 'ana' },
      repositories: [
        { owner: 'octo', name: 'demo' },
        { owner: 'octo', name: 'other' },
      ],
    });
    world = await createWorld({ db: database.db, jobs, github });
    await arrive();
  });
  afterEach(async () => {
    expect(github.findViolations()).toEqual([]);
    await github.close();
  });

  test.each([
    ['completed', 'completed'],
    ['not_planned', 'not_planned'],
    ['duplicate', 'duplicate'],
    [null, 'completed'],
  ] as const)('closed with the reason %s is %s, and open again when it is reopened', async (reason, status) => {
    change({ state: 'closed', stateReason: reason });
    await look();
    await look();
    expect(await stand()).toBe(status);

    change({ state: 'open', stateReason: 'reopened' });
    await look();

    expect(await stand()).toBe('open');
    expect(await history()).toEqual([`status ${status} open`, `status open ${status}`]);
  });

  test('one that was transferred is followed, and keeps its push', async () => {
    const [issue] = github.repository('octo/demo').issues;
    if (!issue) throw new Error('no issue');
    github.repository('octo/other').issues.push({ ...issue, number: 7 });
    issue.movedTo = '/repos/octo/other/issues/7';

    await look();

    expect(await getPush(world, { pushId })).toMatchObject({
      issueKey: '#7',
      issueUrl: `${github.url}/octo/other/issues/7`,
      issueStatus: 'open',
    });
    expect(await history()).toEqual(['moved open open']);
  });

  test('one that was deleted is lost: nobody looks again by itself, and no new one is made', async () => {
    github.repository('octo/demo').issues.length = 0;
    await look();
    await look();

    expect(await stand()).toBe('lost');
    expect(await history()).toEqual(['lost open lost']);
    await later(86_400);
    expect(await lookAtDueIssues(world)).toBe(0);
    expect(github.repository('octo/demo').issues).toEqual([]);
  });

  test('an access that was taken away loses no issue: the push says what is wrong', async () => {
    await updateTarget(world, { targetId: world.targetId, token: 'token-of-nobody' });

    await look();

    expect(await getPush(world, { pushId })).toMatchObject({
      issueStatus: 'open',
      lookFailure: expect.stringContaining('token'),
    });
  });

  test('without webhooks it is looked at when its time has come, and not before', async () => {
    change({ state: 'closed', stateReason: 'completed' });
    expect(await lookAtDueIssues(world)).toBe(0);

    await later(601);
    expect(await lookAtDueIssues(world)).toBe(1);

    expect(await stand()).toBe('completed');
    expect(await lookAtDueIssues(world)).toBe(0);
  });

  test('an older reading that comes late changes nothing', async () => {
    change({ state: 'closed', stateReason: 'completed' });
    await look();
    const push = await getPush(world, { pushId });
    const stale = { kind: 'issue', id: '1', key: '#1', number: 1, url: push.issueUrl ?? '', apiUrl: null } as const;

    const updatedAt = new Date('2026-01-01T00:00:00Z');
    const reading = { ...stale, status: 'open', statusText: 'open', title: '', body: '', updatedAt } as const;
    await applyReading(world, { pushId, reading, cause: 'poll' });

    expect(await stand()).toBe('completed');
  });

  function change(values: { state: 'open' | 'closed'; stateReason: string | null }) {
    clock += 60_000;
    const [issue] = github.repository('octo/demo').issues;
    if (issue)
      Object.assign(issue, values, { updatedAt: new Date(Date.now() + clock - Date.parse('2026-05-03T10:00:00Z')) });
  }
});

describe('an issue at Jira', () => {
  let jira: JiraStandIn;
  beforeEach(async () => {
    jira = await startJiraStandIn({
      accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' },
      projects: [{}, { key: 'OTHER' }],
    });
    world = await createWorld({ db: database.db, jobs, jira });
    await arrive();
  });
  afterEach(async () => {
    expect(jira.findViolations()).toEqual([]);
    await jira.close();
  });

  test.each([
    ['Done', 'completed'],
    ["Won't Do", 'not_planned'],
    ['Duplicate', 'duplicate'],
  ] as const)(
    'resolved as %s is %s whatever its status is called, and open again when it is reopened',
    async (name, status) => {
      jira.resolve('ACME-1', name);
      await look();
      expect(await getPush(world, { pushId })).toMatchObject({
        issueStatus: status,
        issueStatusText: `Erledigt, ${name}`,
      });

      jira.reopen('ACME-1');
      await look();

      expect(await history()).toEqual([`status ${status} open`, `status open ${status}`]);
    },
  );

  test('one that was moved to another project is followed by its id', async () => {
    jira.move('ACME-1', 'OTHER');

    await look();

    expect(await getPush(world, { pushId })).toMatchObject({
      issueKey: 'OTHER-1',
      issueUrl: `${jira.url}/browse/OTHER-1`,
    });
  });

  test('one that was deleted is lost, and found again when it is back', async () => {
    const [issue] = jira.issues;
    jira.remove('ACME-1');
    await look();
    expect(await stand()).toBe('lost');

    if (issue) jira.issues.push(issue);
    await look();

    expect(await history()).toEqual(['found lost open', 'lost open lost']);
  });
});

async function arrive(): Promise<void> {
  const push = await createPush(world, { ...world, actor });
  await workOut(world, push.runId ?? 0);
  pushId = push.id;
  await look();
}

function look() {
  return lookAtIssue(world, { pushId, cause: 'person' });
}

async function stand() {
  return (await getPush(world, { pushId })).issueStatus;
}

async function history(): Promise<string[]> {
  const events = await findIssueEvents(world, { pushId });
  return events.map(({ kind, fromStatus, toStatus }) => `${kind} ${fromStatus} ${toStatus}`);
}

async function later(seconds: number): Promise<void> {
  await database.db.execute(sql`update pushes set look_at = look_at - make_interval(secs => ${seconds}::int)`);
}
