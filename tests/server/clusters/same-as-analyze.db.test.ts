import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { posts } from '#db/schema.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readPosts } from '#server/analyze/read-posts.ts';
import { readEnginePosts } from '#server/clusters/engine-posts.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { startHelp } from '#server/engine/start-help.ts';
import { bufferSource } from '#server/imports/readers/byte-source.ts';
import { samplePosts } from '#tests/database/insert-posts.ts';
import { performClustering, rememberingJobs } from '#tests/database/perform.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { createSource, importFile } from '../imports/import-file.ts';

const database = openTestDatabase();
beforeEach(() => emptyTables(database.db));

type Found = { readonly title: string; readonly ids: readonly string[] };

test('a file that is imported has the clusters, members and titles that `refrain analyze` finds in it', async () => {
  const bytes = toJsonLines(samplePosts());

  const imported = await findImported(bytes);

  expect(imported.length).toBeGreaterThan(10);
  expect(imported).toEqual(await findAnalyzed(bytes));
});

test('a language is declared by the file or told by the engine, never guessed for it', async () => {
  const texts = ['谷歌登录失败，从昨天开始', 'このアプリは最高です、大好き', 'docker compose postgres redis nginx'];
  const bytes = toJsonLines([
    ...texts.map((text, i) => ({ id: `told-${i}`, text })),
    { id: 'declared', text: 'The export never finishes for me', language: 'de-AT' },
  ]);
  await importAs(bytes);

  const rows = await database.db
    .select({ id: posts.externalId, language: posts.language, declared: posts.declaredLanguage })
    .from(posts);

  const byId = new Map(rows.map(({ id, ...told }) => [id, told]));
  expect(byId.get('told-0')).toEqual({ language: 'zh', declared: null });
  expect(byId.get('told-1')).toEqual({ language: 'ja', declared: null });
  expect(byId.get('told-2')?.declared).toBeNull();
  expect(byId.get('declared')).toEqual({ language: 'de', declared: 'de' });
  const given = new Map<string, string | null | undefined>();
  for await (const page of readEnginePosts(database)) {
    for (const { post } of page) given.set(post.id.replace(/^.*\0/, ''), post.language);
  }
  const { posts: read } = await readPosts(bufferSource(bytes), 10);
  expect(given).toEqual(new Map(read.map(({ id, language }) => [id, language])));
  expect(given.get('declared')).toBe('de');
  expect([...given.values()].filter((language) => language !== null)).toHaveLength(1);
});

async function importAs(bytes: Buffer): Promise<void> {
  const sourceId = await createSource(database);
  const run = await importFile({ ...database, jobs: rememberingJobs() }, { bytes, name: 'posts.jsonl', sourceId });
  expect(run.status).toBe('succeeded');
}

async function findImported(bytes: Buffer): Promise<Found[]> {
  await importAs(bytes);
  await performClustering(database.db);
  const { rows } = await database.db.execute<Found>(sql`
    select rc.title, array_agg(p.external_id order by p.external_id collate "C") as ids
    from run_clusters rc
    join run_posts rp on rp.run_id = rc.run_id and rp.cluster_id = rc.cluster_id
    join posts p on p.id = rp.post_id
    group by rc.cluster_id, rc.title`);
  return rows.map(({ title, ids }) => ({ title, ids })).sort(byFirstId);
}

async function findAnalyzed(bytes: Buffer): Promise<Found[]> {
  const read = await readPosts(bufferSource(bytes), Number.POSITIVE_INFINITY);
  const help = await startHelp(read.posts, { threads: 1 });
  try {
    const { clusters } = runPipeline(read.posts, help, {}, readWordVectors());
    return clusters
      .map(({ title, members }) => ({ title, ids: members.map(({ postId }) => postId).sort() }))
      .sort(byFirstId);
  } finally {
    help.close();
  }
}

function byFirstId(a: Found, b: Found): number {
  return (a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1;
}

function toJsonLines(
  records: readonly {
    readonly id: string;
    readonly text: string;
    readonly title?: string | null;
    readonly author?: string | null;
    readonly thread?: string | null;
    readonly postedAt?: Date | null;
    readonly language?: string;
  }[],
): Buffer {
  const lines = records.map(({ id, text, title, author, thread, postedAt, language }) =>
    JSON.stringify({ id, text, title, author, thread, created_at: postedAt, language }),
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}
