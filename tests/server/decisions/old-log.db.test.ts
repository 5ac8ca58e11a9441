import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clusters, decisions, pins } from '#db/schema.ts';
import { projectRoot } from '#server/config/project-root.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { foldLog, readTables } from './curated-state.ts';

const database = openTestDatabase();

test('a log that the first versions wrote is read as it was meant', async () => {
  const { db } = database;
  const postIds = await insertPosts(
    db,
    ['a', 'b', 'c'].map((id) => ({ id, source: 'Forum', text: id })),
  );
  const [p1 = 0, p2 = 0, p3 = 0] = postIds;
  await db.insert(clusters).values([
    { name: 'Second', state: 'open' },
    { state: 'dismissed', dismissReason: 'known', dismissedPostCount: 4 },
  ]);
  const ana = { actor: 'user:ana', actorName: 'Ana' };
  const open = { state: 'open', dismissReason: null, dismissedPostCount: null };
  const dismissed = { state: 'dismissed', dismissReason: 'known', dismissedPostCount: 4 };
  await db.insert(decisions).values([
    { ...ana, kind: 'rename', clusterId: 1, before: { name: null }, after: { name: 'First' } },
    { ...ana, kind: 'rename', clusterId: 1, before: { name: 'First' }, after: { name: 'Second' } },
    { ...ana, kind: 'dismiss', clusterId: 1, before: open, after: dismissed },
    { ...ana, kind: 'restore', clusterId: 1, before: dismissed, after: open },
    { ...ana, kind: 'dismiss', clusterId: 2, before: open, after: dismissed },
    {
      ...ana,
      kind: 'move_posts',
      clusterId: 1,
      before: { postIds: [p1, p2], fromClusterId: 1, pins: [] },
      after: { postIds: [p1, p2], toClusterId: 2 },
    },
    {
      ...ana,
      kind: 'move_posts',
      clusterId: 2,
      before: { postIds: [p2, p3], fromClusterId: 2, pins: [{ postId: p2, clusterId: 2, decisionId: 6 }] },
      after: { postIds: [p2, p3], toClusterId: null },
    },
  ]);
  await db.insert(pins).values([
    { postId: p1, clusterId: 2, decisionId: 6 },
    { postId: p2, clusterId: null, decisionId: 7 },
    { postId: p3, clusterId: null, decisionId: 7 },
  ]);

  const statements = readFileSync(path.join(projectRoot(), 'db/migrations/0010_curation_log.sql'), 'utf8');
  for (const statement of statements.split('--> statement-breakpoint')) await db.execute(sql.raw(statement));

  expect(await foldLog(db)).toEqual(await readTables(db));
  const rows = await db.select().from(decisions).orderBy(decisions.id);
  expect(rows.map(({ clusterIds }) => clusterIds)).toEqual([[1], [1], [1], [1], [2], [1, 2], [2]]);
  expect(rows[1]?.before).toEqual({ clusters: { 1: { name: 'First' } }, clustersBy: { 1: { name: 1 } } });
  expect(rows[6]?.before).toEqual({
    pins: [
      { clusterId: 2, decisionId: 6, postIds: [p2] },
      { clusterId: null, decisionId: null, postIds: [p3] },
    ],
  });
  const [cluster] = await db.select().from(clusters).where(sql`id = 1`);
  expect(cluster?.decidedBy).toEqual({ name: 2, state: 4, dismissReason: 4, dismissedPostCount: 4 });
});
