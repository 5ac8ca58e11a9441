import { expect, test } from 'vitest';
import { sources } from '#db/schema.ts';
import { createPosts } from '#server/posts/create-posts.ts';
import { describeSuggestions } from '#server/suggestions/describe-suggestions.ts';
import { findSuggestions } from '#server/suggestions/find-suggestions.ts';
import { performClustering } from '#tests/database/perform.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { writeBilingual } from '#tests/pipelines/write-bilingual.ts';

const database = openTestDatabase();

test('clusters of two languages about one matter are suggested to be merged, with what both say', async () => {
  const { db } = database;
  const [source] = await db.insert(sources).values({ name: 'Forum', kind: 'api' }).returning({ id: sources.id });
  const records = writeBilingual().map(({ id, text, authorId, at }) => ({
    ...{ externalId: id, text, author: { id: authorId ?? null } },
    postedAt: new Date(at ?? 0).toISOString(),
  }));
  await createPosts({ db }, { sourceId: source?.id ?? 0, records });
  await performClustering(db);

  const suggestions = await findSuggestions({ db }, { limit: 20 });
  const described = await describeSuggestions({ db }, { suggestions });
  const abroad = described.filter(({ clusters }) => new Set(clusters.map(({ language }) => language)).size > 1);

  expect(abroad.length).toBeGreaterThanOrEqual(3);
  for (const { kind, clusters, evidence } of abroad) {
    expect(kind).toBe('merge');
    expect(clusters.map(({ language }) => language).sort()).toEqual(['de', 'en']);
    expect(evidence.map(({ language }) => language).sort()).toEqual(['de', 'en']);
  }
  const battery = abroad.find(({ terms }) => terms.includes('2.13'));
  expect(battery?.evidence.every(({ hits }) => hits.length > 0)).toBe(true);
});
