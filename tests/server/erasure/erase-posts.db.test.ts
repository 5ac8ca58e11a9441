import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authors, clusters, posts, reports, savedViews, users } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import type { Database } from '#server/database/database.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { eraseAuthor } from '#server/erasure/erase-author.ts';
import { eraseInParts } from '#server/erasure/erase-in-parts.ts';
import { erasePost } from '#server/erasure/erase-post.ts';
import { retractDue } from '#server/erasure/retract-due.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPosts } from '#server/posts/create-posts.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { exportReport } from '#server/reports/export-report.ts';
import { getEdition } from '#server/reports/get-edition.ts';
import { publishReport } from '#server/reports/publish-report.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { createWorld, TOKEN, WORDS, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';

/** What only the first post says, and who wrote it. */
const SECRETS = /bob said|hangs, @|Orla Quist|csv hangs/i;
const NAME = 'Orla Quist';

const database = openTestDatabase();
let jobs: JobQueue;
let actor: Actor;
let world: World;
let github: GithubStandIn;

beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  actor = { id: 'key:1', name: 'Ana', role: 'manager', userId: null };
  github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' }, repositories: [{ owner: 'octo', name: 'demo' }] });
  world = await createWorld({ db: database.db, jobs, github });
  await spreadWords(world);
});
afterEach(() => github.close());

describe('an erased post', () => {
  test('leaves no word and no name in any table', async () => {
    await createPush(world, { ...world, actor });
    await world.db.execute(sql`
      update pushes set fields = jsonb_set(fields, '{values}', ${JSON.stringify({ customfield_10100: WORDS })}::jsonb)`);
    await publishReport(world, { reportId: world.reportId, actor });
    expect(await dump(world.db)).toMatch(SECRETS);

    expect(await eraseFirst()).toMatchObject({ erasedCount: 1, authorCount: 1, reportCount: 1, issueCount: 1 });

    const left = await dump(world.db);
    expect(left.match(new RegExp(`.{60}(?:${SECRETS.source}).{60}`, 'i'))).toBeNull();
    expect(left).toContain('the export never ends');
    const { rows: views } = await world.db.execute(sql`select name, search from saved_views order by id`);
    expect(views).toEqual([
      { name: '[erased at its source] 1', search: 'view=all' },
      { name: '“[erased at its source]” 2', search: 'view=open' },
      { name: 'Loud ones', search: 'q=export&view=all' },
    ]);
  });

  test('is erased once, and stays away with its author when it is imported again', async () => {
    await eraseFirst();
    expect(await eraseFirst()).toMatchObject({ erasedCount: 0 });

    const record = { externalId: 'p0', text: WORDS, author: { id: 'm0', name: NAME } };
    expect(await createPosts(world, { sourceId: 1, records: [record] })).toMatchObject({
      deletedCount: 1,
      createdCount: 0,
    });
    expect(await dump(world.db)).not.toMatch(SECRETS);
  });

  test('is gone from its edition, which says that it differs from its checksum since', async () => {
    await publishReport(world, { reportId: world.reportId, actor });
    const before = await getEdition(world, { reportId: world.reportId, number: 1 });
    await eraseFirst();

    const after = await getEdition(world, { reportId: world.reportId, number: 1 });
    expect(after).toMatchObject({ checksum: before.checksum, erasedAt: expect.any(Date) });
    for (const format of ['markdown', 'html', 'csv', 'json'] as const) {
      expect((await exportReport(world, { reportId: world.reportId, format })).body).not.toMatch(SECRETS);
    }
    const markdown = (await exportReport(world, { reportId: world.reportId, format: 'markdown' })).body;
    expect(markdown).toContain('[erased at its source]');
    expect(markdown).toMatch(/erased at their source/);
  });

  test('counts no more in its cluster', async () => {
    await eraseFirst();
    const { rows } = await world.db.execute(sql`select post_count, voice_count, exemplar_post_ids from run_clusters`);
    expect(rows).toEqual([{ post_count: 2, voice_count: 2, exemplar_post_ids: [] }]);
  });

  test('leaves words that somebody else wrote too', async () => {
    await saveReport(world, { reportId: world.reportId, title: 'T', summary: 'They say: the export never ends.' });
    await createPosts(world, { sourceId: 1, records: [{ externalId: 'p9', text: 'Help: the export never ends!' }] });
    const [copy] = await world.db.select({ id: posts.id }).from(posts).where(sql`external_id = 'p9'`);
    await erasePost(world, { postId: copy?.id ?? 0 });

    const [report] = await world.db.select().from(reports);
    expect(report?.summary).toBe('They say: the export never ends.');
  });

  test('is erased when a later record says that it was deleted', async () => {
    const gone = { externalId: 'p0', text: '[deleted]', author: { name: '[deleted]' } };
    expect(await createPosts(world, { sourceId: 1, records: [gone] })).toMatchObject({
      erasedCount: 1,
      rejectedCount: 1,
    });
    expect(await dump(world.db)).not.toMatch(SECRETS);
  });

  test('takes everything along that its author wrote, under every handle', async () => {
    const [first, second] = await world.db.select().from(authors).orderBy(authors.id);
    await world.db
      .update(authors)
      .set({ sameAsId: first?.id ?? 0 })
      .where(sql`id = ${second?.id ?? 0}`);

    expect(await eraseAuthor(world, { authorId: second?.id ?? 0 })).toMatchObject({ erasedCount: 2, authorCount: 2 });
    await expect(eraseAuthor(world, { authorId: 999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is gone from the title of a cluster that it was not in, also where lists know it already', async () => {
    await createPosts(world, { sourceId: 1, records: [{ externalId: 'alone', text: 'Zebra crossing lights' }] });
    const [alone] = await world.db.select({ id: posts.id }).from(posts).where(sql`external_id = 'alone'`);
    await world.db.execute(sql`update clusters set name = null`);
    await world.db.execute(sql`update run_clusters set title = 'Zebra crossing lights'`);
    const titles = async () => (await readClusterFacts(world)).map(({ title }) => title);
    expect(await titles()).toEqual(['Zebra crossing lights']);

    await erasePost(world, { postId: alone?.id ?? 0 });
    expect(await titles()).not.toContain('Zebra crossing lights');
  });

  test('is gone from the title of the theme that its cluster stands in', async () => {
    await world.db.execute(sql`
      insert into run_themes (run_id, theme_id, terms)
      select run_id, min(cluster_id), '["wailing", "csv"]' from run_clusters group by run_id`);
    await world.db.execute(sql`
      update run_clusters rc set theme_id = h.theme_id from run_themes h where h.run_id = rc.run_id`);
    await createPosts(world, { sourceId: 1, records: [{ externalId: 'wails', text: 'The wailing csv' }] });
    await createPosts(world, { sourceId: 1, records: [{ externalId: 'stays', text: 'Our csv is fine' }] });
    const [wails] = await world.db.select({ id: posts.id }).from(posts).where(sql`external_id = 'wails'`);
    await world.db.execute(sql`
      insert into run_posts (run_id, post_id, cluster_id, score, kind, kind_score)
      select run_id, ${wails?.id ?? 0}, theme_id, 1, 'other', 1 from run_themes`);
    const titles = async () => (await readClusterFacts(world)).map(({ theme }) => theme?.title);
    expect(await titles()).toEqual(['Wailing, csv']);

    await erasePost(world, { postId: wails?.id ?? 0 });
    expect(await titles()).toEqual(['Csv']);
  });

  test('is one of many that go in parts: nothing is left, and a report counts once', async () => {
    await createPosts(world, {
      sourceId: 1,
      records: [{ externalId: 'copy', text: WORDS, author: { id: 'm7', name: NAME } }],
    });
    const all = await world.db.select({ id: posts.id }).from(posts).where(sql`external_id in ('p0', 'copy', 'p1')`);
    const postIds = all.map(({ id }) => id);

    const erased = await eraseInParts(world, { postIds, atOnce: 1 });
    expect(erased).toMatchObject({ erasedCount: 3, reportCount: 1 });
    expect((await dump(world.db)).match(new RegExp(`.{0,60}(?:${SECRETS.source}).{0,60}`, 'i'))).toBeNull();
    expect(await eraseInParts(world, { postIds, atOnce: 1 })).toMatchObject({ erasedCount: 0, reportCount: 0 });
  });
});

describe('an issue that was pushed', () => {
  test('loses the words, also where a person wrote around them, and keeps what the person wrote', async () => {
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
    const [issue] = github.repository('octo/demo').issues;
    if (!issue) throw new Error('no issue');
    expect(issue.body).toMatch(/bob said/);
    issue.body = `Seen by the team on Monday.\n\n${issue.body}`;

    await eraseFirst();
    expect(await retractDue(world)).toBe(1);
    expect(await retractDue(world)).toBe(0);

    expect(`${issue.title}\n${issue.body}`).not.toMatch(SECRETS);
    expect(issue.body).not.toContain('discord.com/channels/1/2/0');
    expect(issue.body).toContain('Seen by the team on Monday.');
    expect(issue.body).toContain(`refrain:${(await pushRow()).marker}`);
    expect(await getPush(world, { pushId: push.id })).toMatchObject({ retractedAt: expect.any(Date) });
    expect((await world.db.execute(sql`select 1 from retractions`)).rows).toEqual([]);
  });

  test('is mended later when the tracker does not answer now', async () => {
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
    await eraseFirst();
    github.failNext('update', { type: 'forbidden' });
    await retractDue(world);
    expect((await world.db.execute(sql`select failure from retractions`)).rows).toEqual([
      { failure: expect.stringContaining('Issues: read and write') },
    ]);

    await world.db.execute(sql`update retractions set not_before_at = now()`);
    await retractDue(world);
    expect(github.repository('octo/demo').issues[0]?.body).not.toMatch(SECRETS);
  });

  test('is sent without the words when it has not been sent yet', async () => {
    const push = await createPush(world, { ...world, actor });
    await eraseFirst();
    await workOut(world, push.runId ?? 0);
    expect(github.repository('octo/demo').issues[0]?.body).not.toMatch(SECRETS);
  });
});

test('a Jira issue loses the words and stays a valid document', async () => {
  const jira: JiraStandIn = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
  try {
    world = await createWorld({ db: database.db, jobs, jira });
    await spreadWords(world);
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
    expect(JSON.stringify(jira.issues[0]?.fields)).toMatch(SECRETS);

    await eraseFirst();
    await retractDue(world);

    expect(JSON.stringify(jira.issues[0]?.fields)).not.toMatch(SECRETS);
    expect(JSON.stringify(jira.issues[0]?.fields)).toContain('erased at its source');
    expect(jira.requests.flatMap(({ violations }) => violations)).toEqual([]);
  } finally {
    await jira.close();
  }
});

const eraseFirst = () => erasePost(world, { postId: world.postId });

async function pushRow() {
  const { rows } = await world.db.execute<{ marker: string }>(sql`select marker from pushes`);
  if (!rows[0]) throw new Error('no push');
  return rows[0];
}

/** The first post's words and its author's name, wherever people and the engine may put them. */
async function spreadWords({ db, reportId, clusterId, postId }: World): Promise<void> {
  await db.update(authors).set({ name: NAME }).where(sql`id = (select author_id from posts where id = ${postId})`);
  await db
    .update(posts)
    .set({ raw: { text: WORDS, user: NAME } })
    .where(sql`id = ${postId}`);
  await db.execute(sql`
    insert into post_versions (post_id, version, text, content_hash) values (${postId}, 0, ${`Old: ${WORDS}`}, 'x')`);
  await db.execute(sql`update run_clusters set title = 'CSV hangs'`);
  const quoted = WORDS.slice(0, 30);
  await saveReport(
    { db },
    { reportId, title: `“${WORDS}”`, summary: `${NAME} writes “${quoted}”.`, namesAuthors: true },
  );
  await db.execute(sql`update runs set checkpoint = '{"phase": "published"}'`);
  await renameCluster({ db }, { clusterId, name: WORDS, actor });
  await db.update(clusters).set({ dismissReason: `as ${NAME} says` });
  await db.execute(sql`insert into runs (kind, title, status) values ('import', 'Import', 'succeeded')`);
  await db.execute(sql`insert into rejected_rows (run_id, line, reason, excerpt) values (2, 1, 'bad', ${WORDS})`);
  await db.execute(sql`insert into intended_uses (text) values (${WORDS})`);
  await db.insert(users).values({ id: 'ana', name: 'Ana', email: 'ana@example.org', role: 'manager' });
  const byName = new URLSearchParams({ view: 'all', q: NAME }).toString();
  const byWords = new URLSearchParams({ q: WORDS, view: 'open' }).toString();
  await db.insert(savedViews).values([
    { userId: 'ana', name: WORDS, search: byName },
    { userId: 'ana', name: `“${WORDS}”`, search: byWords },
    { userId: 'ana', name: 'Loud ones', search: 'q=export&view=all' },
  ]);
  await db.execute(sql`
    insert into idempotency_keys (actor, key, request_hash, body) values ('a', 'k', 'h', ${JSON.stringify({ text: WORDS })})`);
  await db.execute(sql`
    insert into uploads (file_name, inspection) values ('a.csv', ${JSON.stringify({ rows: [{ a: WORDS, b: NAME }] })}::jsonb)`);
}

/** Every row of every table, our own and the queue's. */
async function dump(db: Database): Promise<string> {
  const { rows: tables } = await db.execute<{ name: string }>(sql`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`);
    parts.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return parts.join('\n');
}
