import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { authors, clusters, decisions, pins, posts, runClusters, runPosts, runs, workspace } from '#db/schema.ts';
import { weighVoices } from '#pipelines/trends/weigh-voices.ts';
import { findSignedWords } from '#server/clusters/find-signed-words.ts';
import { findVoices } from '#server/clusters/find-voices.ts';
import { rankHeard, readWeight } from '#server/clusters/heard-weight.ts';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import { STANDINGS } from '#server/clusters/voiced-members.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { insertPosts, type TestPost } from '#tests/database/insert-posts.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();

beforeEach(() => emptyTables(database.db));

/** One published run with the posts in cluster 1 and an empty cluster 2. */
async function place(input: readonly Partial<TestPost>[]): Promise<number[]> {
  const { db } = database;
  const ids = await insertPosts(
    db,
    input.map((post, i) => ({ id: `p${i}`, source: 'Forum', text: `post ${i}`, ...post })),
  );
  await db
    .insert(runs)
    .values({ kind: 'cluster', title: 'test', status: 'succeeded', checkpoint: { phase: 'published' } });
  await db.insert(clusters).values([{ createdInRunId: 1 }, { createdInRunId: 1 }]);
  const found = { title: 'found', kind: 'other' as const, terms: [], exemplarPostIds: [], postCount: 0, voiceCount: 0 };
  await db.insert(runClusters).values([1, 2].map((clusterId) => ({ runId: 1, clusterId, ...found })));
  await db
    .insert(runPosts)
    .values(ids.map((postId) => ({ runId: 1, postId, clusterId: 1, score: 1, kind: 'other' as const, kindScore: 1 })));
  await db.update(workspace).set({ currentRunId: 1 });
  return ids;
}

async function count(clusterId = 1) {
  await recountClusters(database.db, { runId: 1, clusterIds: [clusterId] });
  const [row] = await database.db.select().from(runClusters).where(eq(runClusters.clusterId, clusterId));
  return row;
}

test.each([
  ['each person once', [{ author: 'a' }, { author: 'a' }, { author: 'b' }], 3, 2],
  ['no staff and no bots', [{ author: 'a' }, { author: 's', isStaff: true }, { author: 'r', isBot: true }], 3, 1],
  ['nobody where only staff speak', [{ author: 's', isStaff: true }], 1, 0],
  ['one voice where no author is known', [{}, {}, {}], 3, 1],
  ['no voice for unknown authors beside known ones', [{ author: 'a' }, {}, {}], 3, 1],
  ['one unknown voice beside staff', [{ author: 's', isStaff: true }, {}], 2, 1],
] as const)('voices count %s', async (_, input, postCount, voiceCount) => {
  await place(input);

  expect(await count()).toMatchObject({ postCount, voiceCount });
});

const MAY = new Date('2026-05-20T00:00:00Z');

test.each([
  [
    'dated voices',
    [
      { author: 'a', postedAt: MAY },
      { author: 'b', postedAt: new Date('2019-03-01T12:00:00Z') },
    ],
  ],
  [
    'the last word of each',
    [
      { author: 'a', postedAt: MAY },
      { author: 'a', postedAt: new Date('2021-01-01T00:00:00Z') },
    ],
  ],
  ['a voice without a time', [{ author: 'a' }, { author: 'b', postedAt: new Date('2026-02-01T00:00:00Z') }]],
  ['unknown authors', [{ postedAt: new Date('2026-02-01T00:00:00Z') }, { postedAt: MAY }, {}]],
  ['staff only', [{ author: 's', isStaff: true, postedAt: MAY }]],
])('%s weigh in the list as in the engine', async (_, input: Partial<TestPost>[]) => {
  await place(input);
  const row = await count();
  if (!row) throw new Error('no cluster');

  const members = input.map(({ author = null, postedAt, ...post }) => ({
    ...post,
    authorId: author,
    at: postedAt?.getTime() ?? null,
  }));
  expect(readWeight(row, MAY)).toBeCloseTo(weighVoices(members, MAY.getTime()), 8);
  if (input.every(({ author, postedAt }) => author && postedAt)) {
    expect(rankHeard(row, MAY)).toBeCloseTo(rankHeard(row, new Date('2031-01-01T00:00:00Z')), 8);
  }
  const later = new Date(MAY.getTime() + 90 * 86_400_000);
  expect(readWeight(row, later)).toBeCloseTo(weighVoices(members, later.getTime()), 8);
});

test('a person with two handles is one voice, and staff if either is', async () => {
  await place([{ author: 'a' }, { author: 'a2' }, { author: 'b' }]);
  const { db } = database;
  await db.update(authors).set({ sameAsId: 1 }).where(eq(authors.externalId, 'a2'));
  expect(await count()).toMatchObject({ voiceCount: 2 });

  await db.update(authors).set({ isStaff: true }).where(eq(authors.id, 1));

  expect(await count()).toMatchObject({ voiceCount: 1 });
});

test('weeks begin on Monday in UTC and leave out those without voices', async () => {
  await place([
    { author: 'a', postedAt: new Date('2026-03-01T23:59:59Z') }, // a Sunday
    { author: 'a', postedAt: new Date('2026-03-02T00:00:00Z') },
    { author: 'b', postedAt: new Date('2026-03-08T23:59:59Z') },
    { author: 's', isStaff: true, postedAt: new Date('2026-03-10T00:00:00Z') },
    { author: 'a', postedAt: null },
  ]);

  expect(await count()).toMatchObject({
    weeks: [
      ['2026-02-23', 1],
      ['2026-03-02', 2],
    ],
    firstSeenAt: new Date('2026-03-01T23:59:59Z'),
    lastSeenAt: new Date('2026-03-10T00:00:00Z'),
  });
});

test('pins outrank the run, deleted posts count nowhere, merged clusters count in their root', async () => {
  const [first, second, third] = await place([{ author: 'a' }, { author: 'b' }, { author: 'c' }]);
  const { db } = database;
  if (!first || !second || !third) throw new Error('no posts');
  await db
    .insert(decisions)
    .values({ kind: 'move_posts', clusterId: 1, actor: 'a', actorName: 'A', before: {}, after: {} });
  await db.insert(pins).values({ postId: first, clusterId: 2, decisionId: 1 });
  await db.update(posts).set({ deletedAt: sql`now()` }).where(eq(posts.id, second));
  expect(await count(1)).toMatchObject({ postCount: 1 });
  expect(await count(2)).toMatchObject({ postCount: 1 });

  await db.update(clusters).set({ mergedIntoId: 2 }).where(eq(clusters.id, 1));
  await recountClusters(db, { runId: 1, clusterIds: [1] });

  const rows = await db.select().from(runClusters).orderBy(runClusters.clusterId);
  expect(rows.map(({ postCount, voiceCount }) => [postCount, voiceCount])).toEqual([
    [0, 0],
    [2, 2],
  ]);
});

test('a week’s voices by source add up to its voices: who spoke in two sources counts where they spoke first', async () => {
  await place([
    { author: 'a', source: 'Forum', postedAt: new Date('2026-03-03T10:00:00Z') },
    { author: 'a2', source: 'Reddit', postedAt: new Date('2026-03-02T10:00:00Z') },
    { author: 'b', source: 'Reddit', postedAt: new Date('2026-03-04T10:00:00Z') },
    { author: 's', source: 'Forum', isStaff: true, postedAt: new Date('2026-03-04T10:00:00Z') },
    { source: 'Forum', postedAt: new Date('2026-03-12T10:00:00Z') },
    { source: 'Reddit', postedAt: new Date('2026-03-13T10:00:00Z') },
  ]);
  await database.db.update(authors).set({ sameAsId: 1 }).where(eq(authors.externalId, 'a2'));
  await database.db.update(posts).set({ language: 'en' }).where(sql`${posts.id} <= 2`);
  await database.db.update(posts).set({ language: 'de' }).where(eq(posts.id, 3));

  expect(await count()).toMatchObject({
    weeks: [
      ['2026-03-02', 2],
      ['2026-03-09', 1],
    ],
    sourceWeeks: [
      ['2026-03-02', 2, 2],
      ['2026-03-09', 1, 1],
    ],
    sources: [
      [1, 3],
      [2, 3],
    ],
    languages: [
      ['en', 2],
      ['de', 1],
    ],
  });
});

const LONG = 'The export to CSV stops after ten thousand rows and says nothing about it.';

test('the same words in a second source are the same voice, in the first they are several', async () => {
  await place([
    { author: 'a', source: 'Forum', text: LONG, postedAt: new Date('2026-03-02T10:00:00Z') },
    { author: 'a-on-reddit', source: 'Reddit', text: LONG, postedAt: new Date('2026-03-03T10:00:00Z') },
    { author: 'b', source: 'Forum', text: LONG, postedAt: new Date('2026-03-04T10:00:00Z') },
    { author: 'c', source: 'Forum', text: '+1' },
    { author: 'd', source: 'Reddit', text: '+1' },
    { author: 's', source: 'Forum', isStaff: true, text: 'We look into it.' },
    { author: 'r', source: 'Forum', isBot: true, text: 'Beep.' },
  ]);

  expect(await count()).toMatchObject({ postCount: 7, voiceCount: 4 });
  const list = await findVoices(database, { clusterId: 1 });
  expect(list).toMatchObject({
    voiceCount: 4,
    staffPostCount: 1,
    botPostCount: 1,
    crossPostCount: 1,
    everyoneCount: 7,
  });
  expect(list.voices.map(({ name, postCount }) => [name, postCount])).toEqual([
    ['a', 2],
    ['b', 1],
    ['c', 1],
    ['d', 1],
  ]);
  const everyone = await findVoices(database, { clusterId: 1, isEveryone: true });
  expect(everyone.voices).toHaveLength(everyone.everyoneCount);
  expect(everyone.voices.flatMap(({ name, isStaff, isBot }) => (isStaff || isBot ? [name] : [])).sort()).toEqual([
    'r',
    's',
  ]);
});

test.each([
  [[{ author: 'a' }, {}]],
  [[{}, {}]],
  [[{ author: 's', isStaff: true }]],
  [[{ author: 's', isStaff: true }, {}]],
])('the list of voices of %j is as long as their number', async (input) => {
  await place(input);

  const list = await findVoices(database, { clusterId: 1 });

  expect(list.voices).toHaveLength((await count())?.voiceCount ?? -1);
});

test('every post counts, or is listed under the reason why not, and each number is the length of its list', async () => {
  await place([
    { author: 'a', source: 'Forum', text: LONG, postedAt: new Date('2026-03-02T10:00:00Z') },
    { author: 'a-on-reddit', source: 'Reddit', text: LONG, postedAt: new Date('2026-03-03T10:00:00Z') },
    { author: 's', source: 'Forum', isStaff: true, text: 'We look into it.' },
    { author: 'r', source: 'Forum', isBot: true, text: 'Beep.' },
    { text: 'who am I' },
    { author: 'b' },
  ]);
  const list = await findVoices(database, { clusterId: 1 });

  const lengths: Record<string, number> = {};
  for (const standing of STANDINGS) {
    const posts = await findPosts(database, { clusterId: 1, standing });
    expect(await findPosts(database, { clusterId: 1, standing, limit: 1 })).toEqual(posts.slice(0, 1));
    lengths[standing] = posts.length;
  }

  expect(lengths).toEqual({
    counted: 2,
    staff: list.staffPostCount,
    bot: list.botPostCount,
    copy: list.crossPostCount,
    unknown: list.unknownPostCount,
  });
  expect(Object.values(lengths).reduce((sum, length) => sum + length, 0)).toBe(6);
});

test('signs count the people who show them, and as many posts as the list behind the number', async () => {
  const crash = 'The export crashed on me again this morning, right in the middle of it.';
  await place([
    { author: 'a', text: crash },
    { author: 'a', text: 'it crashed once more' },
    { author: 'b', text: 'crashed, and my whole team is waiting' },
    { author: 's', isStaff: true, text: 'it crashed for us as well' },
    { author: 'r', source: 'Reddit', text: crash },
    { text: 'somebody unknown crashed, too' },
    { author: 'c', text: 'all is well' },
  ]);

  const row = await count();

  expect(row?.signs).toEqual([
    ['crash', 2, 3],
    ['others', 1, 1],
  ]);
  for (const [sign, , postCount] of row?.signs ?? []) {
    expect(await findPosts(database, { clusterId: 1, sign })).toHaveLength(postCount);
  }
  const words = await findSignedWords(database, { clusterId: 1 });
  expect(words.map(({ sign, text, hits }) => [sign, hits.map(([from, to]) => text.slice(from, to))])).toEqual([
    ['crash', ['crashed']],
    ['crash', ['crashed']],
    ['others', ['my whole team']],
  ]);
});

test('unknown authors show a sign as one voice where nobody is known', async () => {
  await place([{ text: 'it crashed' }, { text: 'it crashed here' }, { author: 's', isStaff: true }]);

  const row = await count();

  expect(row?.signs).toEqual([['crash', 1, 2]]);
  expect(await findPosts(database, { clusterId: 1, sign: 'crash' })).toHaveLength(2);
});
