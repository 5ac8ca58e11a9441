import { beforeEach, expect, test } from 'vitest';
import { users } from '#db/schema.ts';
import { deleteView, shareView } from '#server/views/change-view.ts';
import { findViews } from '#server/views/find-views.ts';
import { saveView } from '#server/views/save-view.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const view = { name: 'Big complaints', search: 'kind=complaint&voices=10', isShared: false };

beforeEach(async () => {
  await emptyTables(database.db);
  await database.db.insert(users).values([
    { id: 'ana', name: 'Ana', email: 'ana@example.org' },
    { id: 'bo', name: 'Bo', email: 'bo@example.org' },
  ]);
});

const namesFor = async (userId: string | null) => (await findViews(database, { userId })).map(({ name }) => name);

test('a saved view is one’s own until it is shared, and again afterwards', async () => {
  const { id } = await saveView(database, { userId: 'ana', ...view, name: '  Big   complaints ' });
  expect(await findViews(database, { userId: 'ana' })).toEqual([{ id, ...view, ownerId: 'ana', ownerName: 'Ana' }]);
  expect(await namesFor('bo')).toEqual([]);

  await shareView(database, { userId: 'ana', viewId: id, isShared: true });
  expect(await namesFor('bo')).toEqual(['Big complaints']);
  expect(await namesFor(null)).toEqual(['Big complaints']);

  await shareView(database, { userId: 'ana', viewId: id, isShared: false });
  expect(await namesFor('bo')).toEqual([]);
});

test('what is saved under the same name replaces one’s own, and nobody else’s', async () => {
  const first = await saveView(database, { userId: 'ana', ...view, isShared: true });
  await saveView(database, { userId: 'bo', ...view });

  const again = await saveView(database, { userId: 'ana', ...view, search: 'view=mine' });

  expect(again.id).toBe(first.id);
  expect(await findViews(database, { userId: 'ana' })).toMatchObject([{ search: 'view=mine', isShared: false }]);
  expect(await findViews(database, { userId: 'bo' })).toMatchObject([{ search: view.search }]);
});

test('views of others are not for changing, also when they are shared', async () => {
  const { id } = await saveView(database, { userId: 'ana', ...view, isShared: true });

  await expect(shareView(database, { userId: 'bo', viewId: id, isShared: false })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(deleteView(database, { userId: 'bo', viewId: id })).rejects.toMatchObject({ code: 'not_found' });

  expect(await deleteView(database, { userId: 'ana', viewId: id })).toEqual({ ...view, isShared: true });
  expect(await namesFor('ana')).toEqual([]);
});

test('a view needs a name, and there is an end to them', async () => {
  await expect(saveView(database, { userId: 'ana', ...view, name: '  ' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(saveView(database, { userId: 'ana', ...view, name: 'x'.repeat(61) })).rejects.toMatchObject({
    code: 'invalid',
  });
  for (let i = 0; i < 50; i += 1) await saveView(database, { userId: 'ana', ...view, name: `View ${i}` });
  await expect(saveView(database, { userId: 'ana', ...view })).rejects.toMatchObject({ code: 'invalid' });
  await saveView(database, { userId: 'ana', ...view, name: 'View 7', search: 'view=done' });
  expect(await findViews(database, { userId: 'ana' })).toHaveLength(50);
});
