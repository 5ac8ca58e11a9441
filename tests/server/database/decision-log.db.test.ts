import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clusters, decisions, workspace } from '#db/schema.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();

async function insertDecision() {
  const [cluster] = await database.db.insert(clusters).values({}).returning();
  if (!cluster) throw new Error('no cluster');
  const [decision] = await database.db
    .insert(decisions)
    .values({
      kind: 'rename',
      clusterId: cluster.id,
      actor: 'user:a',
      actorName: 'Ana',
      before: { name: null },
      after: { name: 'Export fails' },
    })
    .returning();
  if (!decision) throw new Error('no decision');
  return decision;
}

test.each([
  ['update', sql`update decisions set actor_name = 'Mallory'`],
  ['delete', sql`delete from decisions`],
  ['truncate', sql`truncate decisions cascade`],
])('the decision log refuses %s', async (_, statement) => {
  const decision = await insertDecision();

  await expect(database.db.execute(statement)).rejects.toMatchObject({ cause: { code: '23001' } });

  const [kept] = await database.db.select().from(decisions).where(eq(decisions.id, decision.id));
  expect(kept).toEqual(decision);
});

test('emptied tables hold the one workspace row and start ids at 1', async () => {
  await insertDecision();

  await emptyTables(database.db);

  expect(await database.db.select({ id: workspace.id }).from(workspace)).toEqual([{ id: 1 }]);
  expect((await insertDecision()).id).toBe(1);
});
