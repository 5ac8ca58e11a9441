import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authors, posts, pushes, runPosts } from '#db/schema.ts';
import { commentOnDueIssues } from '#server/issues/comment-on-due-issues.ts';
import { lookAtIssue } from '#server/issues/look-at-issue.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { findLoop } from '#server/loop/find-loop.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { previewPush } from '#server/pushes/preview-push.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { actor, createWorld, TOKEN, type World, work, workOut } from '#tests/server/pushes/push-fixture.ts';
import { startGithubStandIn } from '#tests/stand-ins/github.ts';
import { startJiraStandIn } from '#tests/stand-ins/jira.ts';

const database = openTestDatabase();
let jobs: JobQueue;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());

type Tracker = {
  readonly world: World;
  readonly loseAnswer: () => void;
  /** Bodies of the issues, and all comments. */
  readonly issues: () => readonly string[];
  readonly comments: () => readonly string[];
  readonly decline: () => void;
  readonly reopen: () => void;
  readonly violations: () => readonly string[];
  readonly close: () => Promise<void>;
};

test.each([
  ['GitHub', openGithub],
  ['Jira', openJira],
])(
  'at %s a report becomes one issue, is healed, told of later evidence, declined, answered and reopened',
  async (_, open) => {
    const tracker = await open();
    const { world } = tracker;
    try {
      const preview = await previewPush(world, world);
      tracker.loseAnswer();
      const push = await createPush(world, { ...world, marker: preview.marker, checksum: preview.checksum, actor });
      await work(world, push.runId ?? 0);
      expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'unknown' });

      expect(await workOut(world, push.runId ?? 0)).toBe('succeeded');
      expect(await getPush(world, { pushId: push.id })).toMatchObject({ status: 'created', attemptCount: 1 });
      expect(tracker.issues()).toHaveLength(1);

      await database.db.update(posts).set({ createdAt: sql`now() - interval '1 day'` });
      await addVoice(world);
      await database.db.update(pushes).set({ evidenceAt: sql`now()`, createdAt: sql`now() - interval '1 hour'` });
      await commentOnDueIssues(world);
      expect(tracker.comments()).toEqual([expect.stringContaining('+1 voice since')]);

      tracker.decline();
      await lookAtIssue(world, { pushId: push.id, cause: 'poll' });
      const [place] = await findLoop(world);
      expect(place).toMatchObject({ status: 'not_planned', owedCount: 4 });
      expect(place?.draft).toMatch(/decided not to work on it/);
      expect(place?.draft).not.toMatch(/finished|shipped|fixed|released/i);

      tracker.reopen();
      await lookAtIssue(world, { pushId: push.id, cause: 'poll' });
      expect([await findLoop(world), await countLoopDebt(world)]).toEqual([[], 0]);
      expect(tracker.violations()).toEqual([]);
    } finally {
      await tracker.close();
    }
  },
);

async function openGithub(): Promise<Tracker> {
  const github = await startGithubStandIn({
    tokens: { [TOKEN]: 'ana' },
    repositories: [{ owner: 'octo', name: 'demo' }],
  });
  const world = await createWorld({ db: database.db, jobs, github });
  const list = () => github.repository('octo/demo').issues;
  const set = (state: 'open' | 'closed', stateReason: string) =>
    Object.assign(list()[0] ?? {}, { state, stateReason, updatedAt: new Date() });
  return {
    world,
    loseAnswer: () => github.failNext('create', { type: 'lose-answer' }),
    issues: () => list().map(({ body }) => body),
    comments: () => list().flatMap(({ comments = [] }) => comments.map(({ body }) => body)),
    decline: () => set('closed', 'not_planned'),
    reopen: () => set('open', 'reopened'),
    violations: () => github.requests.flatMap(({ violations }) => violations),
    close: () => github.close(),
  };
}

async function openJira(): Promise<Tracker> {
  const jira = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
  const world = await createWorld({ db: database.db, jobs, jira });
  const key = () => jira.issues[0]?.key ?? '';
  return {
    world,
    loseAnswer: () => jira.failNext('create', { type: 'lose-answer' }),
    issues: () => jira.issues.map(({ fields }) => JSON.stringify(fields)),
    comments: () => jira.issues.flatMap(({ comments }) => comments.map(({ body }) => JSON.stringify(body))),
    decline: () => jira.resolve(key(), "Won't Do"),
    reopen: () => jira.reopen(key()),
    violations: () => jira.requests.flatMap(({ violations }) => violations),
    close: () => jira.close(),
  };
}

async function addVoice({ db, clusterId }: World): Promise<void> {
  const [author] = await db.insert(authors).values({ sourceId: 1, externalId: 'late' }).returning();
  const [post] = await db
    .insert(posts)
    .values({
      sourceId: 1,
      externalId: 'late',
      authorId: author?.id ?? null,
      text: 'csv too',
      contentHash: 'x',
      recordHash: 'r',
    })
    .returning();
  const [run] = await db.select().from(runPosts).limit(1);
  await db
    .insert(runPosts)
    .values({ runId: run?.runId ?? 0, postId: post?.id ?? 0, clusterId, score: 1, kind: 'complaint', kindScore: 1 });
}
