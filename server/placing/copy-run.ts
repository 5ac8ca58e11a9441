import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import { runClusters, runPassages, runPosts, runThemes, runUses } from '#db/schema.ts';
import type { RunContext } from '#server/runs/run.ts';

type CopiedTable = typeof runClusters | typeof runThemes | typeof runPosts | typeof runUses | typeof runPassages;

/** On the embedded database a statement holds up every page, so each stays well under 100 ms. */
const CLUSTERS_PER_BATCH = 200;
const POSTS_PER_BATCH = 2000;

/** Takes over what another run says of clusters: titles, terms, counts, places on the map and headings. */
export async function copyClusters(
  context: RunContext,
  { fromRunId, clusterIds }: { fromRunId: number; clusterIds: readonly number[] },
): Promise<void> {
  for (const [low, high] of spans(clusterIds, CLUSTERS_PER_BATCH)) {
    const clusters = sql`t.cluster_id between ${low} and ${high}`;
    await context.commit(null, (tx) => tx.execute(copy(context, runClusters, { fromRunId, where: clusters })));
  }
  await context.commit(null, (tx) => tx.execute(copy(context, runThemes, { fromRunId, where: sql`true` })));
}

/**
 * Takes over what another run says of posts that are still there: their places and kinds, and of words that are still
 * theirs the tellings of use and passages. What this run says already of a post stays.
 */
export async function copyPosts(
  context: RunContext,
  {
    fromRunId,
    postIds,
    onCopied,
  }: { fromRunId: number; postIds: readonly number[]; onCopied: (count: number) => void },
): Promise<void> {
  let count = 0;
  for (const [low, high, size] of spans(postIds, POSTS_PER_BATCH)) {
    const there = sql`t.post_id between ${low} and ${high} and p.deleted_at is null`;
    const unedited = sql`${there} and p.content_hash = t.content_hash`;
    await context.commit(null, async (tx) => {
      await tx.execute(copy(context, runPosts, { fromRunId, where: there, ofPosts: true }));
      await tx.execute(copy(context, runUses, { fromRunId, where: unedited, ofPosts: true }));
      await tx.execute(copy(context, runPassages, { fromRunId, where: unedited, ofPosts: true }));
    });
    count += size;
    onCopied(count);
  }
}

function copy(
  { run }: RunContext,
  table: CopiedTable,
  { fromRunId, where, ofPosts = false }: { fromRunId: number; where: SQL; ofPosts?: boolean },
): SQL {
  const names = Object.values(getTableColumns(table)).flatMap(({ name }) => (name === 'run_id' ? [] : [name]));
  const into = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  );
  const from = sql.join(
    names.map((name) => sql`t.${sql.identifier(name)}`),
    sql`, `,
  );
  return sql`
    insert into ${sql.identifier(getTableName(table))} (run_id, ${into})
    select ${run.id}::bigint, ${from} from ${sql.identifier(getTableName(table))} t
    ${ofPosts ? sql`join posts p on p.id = t.post_id` : sql``}
    where t.run_id = ${fromRunId} and ${where}
    on conflict do nothing`;
}

/** First and last of every so many ids, which are in their order, and how many they are. */
function* spans(ids: readonly number[], size: number): Generator<readonly [number, number, number]> {
  for (let start = 0; start < ids.length; start += size) {
    const end = Math.min(start + size, ids.length) - 1;
    yield [ids[start] ?? 0, ids[end] ?? 0, end - start + 1];
  }
}
