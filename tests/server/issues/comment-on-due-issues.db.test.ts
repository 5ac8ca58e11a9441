import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authors, posts, pushes, runPosts } from '#db/schema.ts';
import { commentOnDueIssues } from '#server/issues/comment-on-due-issues.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { actor, createWorld, TOKEN, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';

const database = openTestDatabase();
let jobs: JobQueue;
let world: World;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());

describe('later evidence at GitHub', () => {
  let github: GithubStandIn;
  beforeEach(async () => {
    github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' }, repositories: [{ owner: 'octo', name: 'demo' }] });
    world = await createWorld({ db: database.db, jobs, github });
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
    await database.db.update(pushes).set({ createdAt: new Date('2026-05-03T12:00:00Z') });
    await database.db.update(posts).set({ createdAt: new Date('2026-05-01T12:00:00Z') });
    await due();
  });
  afterEach(async () => {
    expect(github.requests.flatMap(({ violations }) => violations)).toEqual([]);
    await github.close();
  });
  const comments = () => (github.repository('octo/demo').issues[0]?.comments ?? []).map(({ body }) => body);

  test('is told in one comment that is written anew in place, at most once a day', async () => {
    await commentOnDueIssues(world);
    expect(comments()).toEqual([]);

    await addVoice('a');
    await commentOnDueIssues(world);
    expect(comments()).toEqual([]);
    await due();
    await commentOnDueIssues(world);
    expect(comments()).toEqual([expect.stringContaining('+1 voice since 3 May 2026, now 4 voices in 4 posts.')]);

    await addVoice('b');
    await database.db.update(pushes).set({ evidenceAt: sql`evidence_at - interval '23 hours'` });
    expect(await commentOnDueIssues(world)).toBe(0);
    await due();
    await commentOnDueIssues(world);
    expect(comments()).toEqual([expect.stringContaining('+2 voices since 3 May 2026, now 5 voices in 5 posts.')]);
  });

  test('is not written again when nothing new came in', async () => {
    await addVoice('a');
    await commentOnDueIssues(world);
    const before = github.requests.length;
    await due();
    await commentOnDueIssues(world);
    expect(github.requests).toHaveLength(before);
  });

  test('never goes over what a person changed, nor comes back when a person took it away', async () => {
    await addVoice('a');
    await commentOnDueIssues(world);
    const [issue] = github.repository('octo/demo').issues;
    if (!issue?.comments?.[0]) throw new Error('no comment');
    issue.comments[0].body += ' Seen, thanks.';
    await addVoice('b');
    await due();
    await commentOnDueIssues(world);
    expect(comments()).toEqual([expect.stringContaining('Seen, thanks.')]);
    expect(await row()).toMatchObject({ commentState: 'edited' });

    await database.db.update(pushes).set({ commentState: 'ours' });
    issue.comments = [];
    await due();
    await commentOnDueIssues(world);
    expect(comments()).toEqual([]);
    expect(await row()).toMatchObject({ commentState: 'gone' });
  });

  test('is one comment all the same when the answer to the first one was lost', async () => {
    await addVoice('a');
    github.failNext('comment', { type: 'bad-gateway' });
    await commentOnDueIssues(world);
    await due();
    await commentOnDueIssues(world);
    await due();
    await database.db.update(pushes).set({ commentId: null, commentText: null, commentHash: null });
    await commentOnDueIssues(world);
    expect(comments()).toHaveLength(1);
    expect(await row()).toMatchObject({ commentFailure: null, commentText: expect.stringContaining('+1 voice') });
  });
});

test('later evidence at Jira is a comment with a link, written anew in place', async () => {
  const jira: JiraStandIn = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
  try {
    world = await createWorld({ db: database.db, jobs, jira });
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
    await database.db.update(posts).set({ createdAt: new Date('2026-05-01T12:00:00Z') });
    await database.db.update(pushes).set({ createdAt: new Date('2026-05-03T12:00:00Z') });
    for (const name of ['a', 'b']) {
      await addVoice(name);
      await due();
      await commentOnDueIssues(world);
    }
    expect(jira.issues[0]?.comments).toHaveLength(1);
    expect(JSON.stringify(jira.issues[0]?.comments)).toContain('+2 voices since 3 May 2026');
    expect(jira.issues[0]?.remoteLinks).toMatchObject([
      {
        globalId: expect.stringContaining('refrain:'),
        object: { url: `http://localhost:3000/reports/${world.reportId}` },
      },
    ]);
    expect(jira.requests.flatMap(({ violations }) => violations)).toEqual([]);
  } finally {
    await jira.close();
  }
});

async function row() {
  const [push] = await database.db.select().from(pushes);
  return push;
}

async function due(): Promise<void> {
  await database.db.update(pushes).set({ evidenceAt: sql`now() - interval '1 second'` });
}

/** Somebody new says it too, and the run has placed the post. */
async function addVoice(name: string): Promise<void> {
  const [author] = await database.db.insert(authors).values({ sourceId: 1, externalId: name }).returning();
  const [post] = await database.db
    .insert(posts)
    .values({
      sourceId: 1,
      externalId: `new-${name}`,
      authorId: author?.id ?? null,
      text: `csv ${name}`,
      contentHash: name,
      recordHash: 'r',
    })
    .returning();
  const [run] = await database.db.select().from(runPosts).where(eq(runPosts.clusterId, world.clusterId)).limit(1);
  await database.db.insert(runPosts).values({
    runId: run?.runId ?? 0,
    postId: post?.id ?? 0,
    clusterId: world.clusterId,
    score: 1,
    kind: 'complaint',
    kindScore: 1,
  });
}
