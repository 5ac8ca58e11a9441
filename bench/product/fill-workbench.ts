import { sql } from 'drizzle-orm';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import type { Database } from '#server/database/database.ts';

const BATCH = 2000;
const SOURCES = ['Discord', 'Forum', 'Reddit'];
const POSTS_PER_AUTHOR = 4;
/** Unplaced posts among ten. */
const UNPLACED_OF_TEN = 3;

/**
 * Fills an empty database as imports and a published clustering run leave it: posts over two years from three sources,
 * seven of ten in clusters whose sizes fall off as Zipf's law has them.
 */
export async function fillWorkbench(
  db: Database,
  { texts, postCount, clusterCount }: { texts: readonly string[]; postCount: number; clusterCount: number },
): Promise<void> {
  const begun = performance.now();
  await db.execute(sql`insert into sources (name, kind, platform)
    select name, 'upload', name from unnest(${sql.param(SOURCES)}::text[]) name`);
  const authorCount = Math.ceil(postCount / POSTS_PER_AUTHOR);
  for (let start = 0; start < authorCount; start += 20_000) {
    await db.execute(sql`insert into authors (source_id, external_id, name)
      select 1 + i % 3, 'a' || i, 'member ' || i from generate_series(${start}::int, ${Math.min(authorCount, start + 20_000) - 1}::int) i`);
  }
  for (let start = 0; start < postCount; start += BATCH) {
    const size = Math.min(BATCH, postCount - start);
    const chunk = Array.from({ length: size }, (_, i) => texts[(start + i) % texts.length] ?? '');
    await db.execute(sql`
      insert into posts (source_id, external_id, author_id, text, language, posted_at, content_hash, record_hash)
      select 1 + i % 3, 'p' || i, 1 + (i * 7919::bigint) % ${authorCount}, t, 'en',
        timestamptz '2024-01-01' + i * interval '730 days' / ${postCount}, md5(t || i), md5(t || i)
      from unnest(${sql.param(chunk)}::text[]) with ordinality as u (t, n), lateral (select ${start} + n - 1 as i) k`);
  }
  await db.execute(sql`analyze posts`);
  await db.execute(sql`select gin_clean_pending_list('posts_words'::regclass)`);
  console.error(`  posts after ${((performance.now() - begun) / 1000).toFixed(0)} s`);

  await db.execute(sql`insert into runs (kind, status, title, checkpoint, finished_at)
    values ('cluster', 'succeeded', 'bench', '{"phase":"published"}', now())`);
  await db.execute(
    sql`insert into clusters (created_in_run_id) select 1 from generate_series(1, ${clusterCount}::int)`,
  );
  await db.execute(sql`
    insert into run_clusters (run_id, cluster_id, title, kind, terms, exemplar_post_ids, post_count, voice_count, map_x, map_y)
    select 1, c.id, left(split_part(p.text, chr(10), 1), 90), (array['complaint','wish','question','praise','use_case','other'])[1 + c.id % 6],
      (select coalesce(jsonb_agg(jsonb_build_object('term', w, 'weight', 1)), '[]') from (
        select lower(w) as w from regexp_split_to_table(left(p.text, 300), '\\W+') w where length(w) > 4 limit 8) t),
      jsonb_build_array(p.id), 0, 0, (c.id * 37 % 997)::float8 / 10, (c.id * 61 % 991)::float8 / 10
    from clusters c join posts p on p.id = c.id * ${Math.max(1, Math.floor(postCount / clusterCount))}`);
  for (let start = 1; start <= postCount; start += 50_000) {
    // Zipf: the cluster of a post is a power of a number that is even over the posts.
    await db.execute(sql`
      insert into run_posts (run_id, post_id, cluster_id, score, kind, kind_score)
      select 1, i, case when i % 10 >= ${UNPLACED_OF_TEN} then 1 + floor(${clusterCount} * power((i * 2654435761::bigint % 1000003)::float8 / 1000003, 2.2))::bigint end,
        (i % 100)::real / 100, 'complaint', 0.5
      from generate_series(${start}::bigint, ${Math.min(postCount, start + 49_999)}::bigint) i`);
  }
  await db.execute(sql`analyze`);
  for (let start = 1; start <= clusterCount; start += 100) {
    const clusterIds = Array.from({ length: Math.min(100, clusterCount - start + 1) }, (_, i) => start + i);
    await recountClusters(db, { runId: 1, clusterIds });
  }
  await db.execute(sql`update workspace set current_run_id = 1`);
  await db.execute(sql`analyze`);
  console.error(`  clusters after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
