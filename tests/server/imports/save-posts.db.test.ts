import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { authors, posts, postVersions } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { erasePost } from '#server/erasure/erase-post.ts';
import type { ImportItem } from '#server/imports/import-item.ts';
import { savePosts } from '#server/posts/save-posts.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { createSource } from './import-file.ts';

const database = openTestDatabase();
beforeEach(() => emptyTables(database.db));

const item = (changes: Partial<ImportItem>): ImportItem => ({
  externalId: 'x',
  thread: null,
  parent: null,
  channel: null,
  authorExternalId: null,
  authorName: null,
  isStaff: false,
  isBot: false,
  postedAt: null,
  editedAt: null,
  url: null,
  title: null,
  text: 'a',
  format: 'plain',
  language: null,
  raw: null,
  ...changes,
});

let sourceCount = 0;

test('after any sequence of batches the last words of each id stand, and every earlier words are a version', async () => {
  const given = fc.record({
    externalId: fc.constantFrom('a', 'b', 'c', 'd'),
    text: fc.constantFrom('one', 'two', 'three'),
    authorExternalId: fc.constantFrom(null, 'u1', 'u2'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(given, { maxLength: 8 }), { maxLength: 5 }), async (batches) => {
      const sourceId = await createSource(database, `Forum ${++sourceCount}`);
      const history = new Map<string, string[]>();
      let total = 0;
      for (const batch of batches) {
        const counts = await database.db.transaction((tx) =>
          savePosts({ tx, detectLanguage: () => null }, { sourceId, items: batch.map(item), startedAt: new Date(0) }),
        );
        total += counts.createdCount + counts.editedCount + counts.updatedCount + counts.unchangedCount;
        for (const { externalId, text } of batch) {
          const texts = history.get(externalId) ?? [];
          if (texts.at(-1) !== text) history.set(externalId, [...texts, text]);
        }
      }

      expect(total).toBe(batches.flat().length);
      const stored = await database.db
        .select()
        .from(posts)
        .where(eq(posts.sourceId, sourceId))
        .orderBy(asc(posts.externalId));
      const versions = await database.db.select().from(postVersions).orderBy(asc(postVersions.version));
      const found = stored.map((post) => [
        post.externalId,
        [...versions.filter((version) => version.postId === post.id).map((version) => version.text), post.text],
      ]);
      expect(found).toEqual([...history].sort());
      for (const post of stored) {
        expect(post.version).toBe(history.get(post.externalId)?.length);
        expect(post.contentHash).toBe(hashVersion(post));
      }
      const named = new Set(batches.flat().flatMap(({ authorExternalId }) => authorExternalId ?? []));
      expect(
        (await database.db.select().from(authors).where(eq(authors.sourceId, sourceId)))
          .map((author) => author.externalId)
          .sort(),
      ).toEqual([...named].sort());
    }),
    { numRuns: 40, seed: 9 },
  );
});

test('two sources may use the same ids', async () => {
  const ids = [await createSource(database, 'A'), await createSource(database, 'B')];
  for (const sourceId of ids) {
    await database.db.transaction((tx) =>
      savePosts(
        { tx, detectLanguage: () => null },
        { sourceId, items: [item({ authorExternalId: 'u', text: `in ${sourceId}` })], startedAt: new Date() },
      ),
    );
  }

  expect((await database.db.select().from(posts)).map((post) => post.text).sort()).toEqual(
    ids.map((id) => `in ${id}`).sort(),
  );
  expect(await database.db.select().from(authors)).toHaveLength(2);
});

test('what a post says of how hard it hits changes with its words, and goes when it is erased', async () => {
  const sourceId = await createSource(database, 'A');
  const save = async (text: string) => {
    await database.db.transaction((tx) =>
      savePosts(
        { tx, detectLanguage: () => null },
        { sourceId, items: [item({ text }), item({ externalId: 'calm', text: 'all is well' })], startedAt: new Date() },
      ),
    );
    const rows = await database.db.select().from(posts).orderBy(asc(posts.externalId));
    return rows.map(({ signs }) => signs);
  };

  expect(await save('It crashed, and our customers lost their data')).toEqual([[], ['data-loss', 'crash', 'others']]);
  expect(await save('It works now')).toEqual([[], []]);
  expect(await save('You idiots, it crashed again')).toEqual([[], ['crash', 'heated']]);

  const [loud] = await database.db.select().from(posts).where(eq(posts.externalId, 'x'));
  await erasePost(database, { postId: loud?.id ?? 0 });
  expect(await database.db.select({ signs: posts.signs }).from(posts)).toEqual([{ signs: [] }, { signs: [] }]);
});
