import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kindCorrections, posts, runPosts } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { explainKinds } from '#server/kinds/explain-kinds.ts';
import { addDocs, addDocsFromUrl } from '#server/stories/add-docs.ts';
import { getKnownUses, saveIntendedUses } from '#server/stories/change-known-uses.ts';
import { findUses } from '#server/stories/find-uses.ts';
import { markUse } from '#server/stories/mark-use.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { keepTables } from '#tests/database/keep-tables.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };
const TEXTS = [
  'The app crashes every time I open a photo. How do I stop it?',
  'We use it to schedule volunteers at the food bank.',
  'As a nurse I use it to hand over shifts.',
  'I use it to keep track of my beehives and my garden.',
  'The meeting is on Tuesday.',
  'Please add a dark mode.',
];
let ids: number[] = [];
let firstId = 0;
let restore: () => Promise<void>;

/** Every test begins where a first run over these posts has ended. */
beforeAll(async () => {
  ids = await insertPosts(
    database.db,
    TEXTS.map((text, i) => ({ id: `p${i}`, source: 'Forum', text, author: `a${i}` })),
  );
  firstId = await cluster();
  restore = await keepTables(database.db);
});
beforeEach(() => restore());

async function cluster(): Promise<number> {
  await performClustering(database.db);
  const runId = await getCurrentRunId(database);
  if (runId === null) throw new Error('the run was not published');
  return runId;
}

async function kindsOf(runId: number, postId: number) {
  const [row] = await database.db
    .select({ kind: runPosts.kind, kinds: runPosts.kinds })
    .from(runPosts)
    .where(and(eq(runPosts.runId, runId), eq(runPosts.postId, postId)));
  return row;
}

describe('kinds', () => {
  test('a run keeps everything that a post is', async () => {
    expect((await kindsOf(firstId, ids[0] ?? 0))?.kinds).toEqual(expect.arrayContaining(['complaint', 'question']));
  });

  test('what a person says counts at once, in the next run too, and can be taken back', async () => {
    const postId = ids[0] ?? 0;

    await correctKind(database, { postId, kind: 'complaint', holds: false, actor: ana });
    expect(await kindsOf(firstId, postId)).toMatchObject({ kind: 'question', kinds: ['question'] });

    const nextId = await cluster();
    expect((await kindsOf(nextId, postId))?.kinds).not.toContain('complaint');

    await correctKind(database, { postId, kind: 'complaint', holds: null, actor: ana });
    expect((await kindsOf(nextId, postId))?.kinds).toContain('complaint');
    expect(await database.db.select({ kind: kindCorrections.kind }).from(kindCorrections)).toEqual([]);
  });

  test('a kind that a person adds is told with their name', async () => {
    const said = await correctKind(database, { postId: ids[4] ?? 0, kind: 'praise', holds: true, actor: ana });

    expect(said[0]).toMatchObject({ kind: 'praise', holds: true, correctedBy: 'Ana' });
  });

  test('spans are of the stored words, and reasons are given', async () => {
    const rows = await database.db.select({ id: posts.id, title: posts.title, text: posts.text }).from(posts);
    const explained = await explainKinds(database, { posts: rows });
    const wish = explained.get(ids[5] ?? 0)?.find(({ kind }) => kind === 'wish');

    expect(wish).toMatchObject({ holds: true, start: 0 });
    expect(wish?.reasons.length).toBeGreaterThan(0);
    expect(wish?.reasons.length).toBeLessThanOrEqual(5);
  });
});

describe('told uses', () => {
  test('are verbatim, with who and for what, the unexpected first', async () => {
    await saveIntendedUses(database, { lines: 'schedule volunteers\nhand over shifts' });
    await cluster();
    const { uses } = await findUses(database);

    expect(uses.map(({ postId }) => postId)).toEqual(expect.arrayContaining([ids[1], ids[2], ids[3]]));
    for (const { words } of uses) expect(TEXTS.some((text) => text.includes(words))).toBe(true);
    expect(uses[0]?.postId).toBe(ids[3]);
    expect(uses.find(({ postId }) => postId === ids[2])).toMatchObject({ who: 'nurse', purpose: 'hand over shifts' });
  });

  test('one marked known joins the intended uses and sinks; taken back, it leaves them', async () => {
    await markUse(database, { postId: ids[3] ?? 0, mark: 'known', actor: ana });

    expect((await findUses(database)).uses.at(-1)).toMatchObject({ postId: ids[3], mark: 'known' });
    expect((await getKnownUses(database)).intended).toHaveLength(1);

    await markUse(database, { postId: ids[3] ?? 0, mark: null, actor: ana });
    expect((await getKnownUses(database)).intended).toEqual([]);
  });

  test('an edited post tells no use that its words no longer hold', async () => {
    await database.db
      .update(posts)
      .set({ text: 'Gone.', contentHash: 'other' })
      .where(eq(posts.id, ids[3] ?? 0));

    expect((await findUses(database)).uses.map(({ postId }) => postId)).not.toContain(ids[3]);
  });

  test('docs that speak of a use make it less of a surprise', async () => {
    const surpriseOf = async () =>
      (await findUses(database)).uses.find(({ postId }) => postId === ids[3])?.surprise ?? 0;
    await addDocs(database, { name: 'faq.md', text: 'Invoices and ledgers for accountants. '.repeat(20) });
    const before = await surpriseOf();
    await addDocs(database, { name: 'bees.md', text: 'Keep track of beehives in your garden. '.repeat(20) });

    expect(await surpriseOf()).toBeLessThan(before);
  });

  test('a page inside a private network is not fetched', async () => {
    const config = { allowedHosts: [] } as never;

    await expect(addDocsFromUrl({ db: database.db, config }, { url: 'https://127.0.0.1/docs' })).rejects.toMatchObject({
      code: 'upstream',
    });
  });
});
