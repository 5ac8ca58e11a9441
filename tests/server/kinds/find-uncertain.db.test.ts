import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '#server/accounts/actor.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { explainKinds } from '#server/kinds/explain-kinds.ts';
import { findUncertain } from '#server/kinds/find-uncertain.ts';
import { insertPosts, samplePosts } from '#tests/database/insert-posts.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const ana: Actor = { id: 'user:ana', name: 'Ana', role: 'manager', userId: null };

beforeEach(async () => {
  await emptyTables(database.db);
  await insertPosts(database.db, samplePosts().slice(0, 150));
});

test('asks for the 25 posts that are nearest to a threshold, the least certain first', async () => {
  const asked = await findUncertain(database);

  expect(asked).toHaveLength(25);
  const doubts = asked.map(({ kind }) => Math.abs(kind.probability - 0.4));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(doubts)).toBeLessThan(0.12);
  expect(mean(doubts.slice(0, 5))).toBeLessThanOrEqual(mean(doubts.slice(-5)));
});

test('a post that a person spoke of is asked for no more, and its probability follows', async () => {
  const [first] = await findUncertain(database);
  if (!first) throw new Error('nothing was asked');
  const { id } = first.post;
  const before = first.kind.probability;

  await correctKind(database, { postId: id, kind: first.kind.kind, holds: true, actor: ana });

  expect((await findUncertain(database, { limit: 150 })).map(({ post }) => post.id)).not.toContain(id);
  const [now] =
    (await explainKinds(database, { posts: [first.post] })).get(id)?.filter(({ kind }) => kind === first.kind.kind) ??
    [];
  expect(now?.probability).toBeGreaterThan(before);
});

test('posts of staff and bots and posts of a few letters are not asked for', async () => {
  await emptyTables(database.db);
  await insertPosts(database.db, [
    { id: 'a', source: 'Forum', text: 'It does not work, how can that be?', author: 'bot', isBot: true },
    { id: 'd', source: 'Forum', text: 'It does not work, how can that be?', author: 'team', isStaff: true },
    { id: 'b', source: 'Forum', text: 'Why?', author: 'ana' },
    { id: 'c', source: 'Forum', text: 'It does not work, how can that be?', author: 'ana' },
  ]);

  expect((await findUncertain(database)).map(({ post }) => post.text)).toEqual(['It does not work, how can that be?']);
});
