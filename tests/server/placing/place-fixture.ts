import { and, asc, eq, sql } from 'drizzle-orm';
import { clusters, posts, runClusters, runPosts } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { runClustering } from '#server/clusters/run-clustering.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import type { Database } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import type { Run, RunBody } from '#server/runs/run.ts';
import { insertPosts, type TestPost } from '#tests/database/insert-posts.ts';
import { perform, rememberingJobs } from '#tests/database/perform.ts';

/** Queues a placing run and works on it to its end. */
export async function performPlacing(db: Database, jobs: Jobs = rememberingJobs()): Promise<Run> {
  const run = await startClustering({ db, jobs }, { actor: null, options: { mode: 'placing' } });
  const ended = await perform(db, run.id, { cluster: runClustering }, jobs);
  if (ended.status !== 'succeeded') throw new Error(`placing ${ended.status}: ${ended.failureMessage}`);
  return ended;
}

/** Stops the body at the first commit that `holds`, as a killed process would: nothing after it happens. */
export function killedAt(
  db: Database,
  holds: (commitNumber: number, checkpoint: unknown) => boolean,
): RunBody<unknown> {
  let commitNumber = 0;
  return (_deps, context) =>
    runClustering(
      { db },
      {
        ...context,
        commit: (checkpoint, write) => {
          commitNumber += 1;
          if (holds(commitNumber, checkpoint)) return Promise.reject(new Error('killed here'));
          return context.commit(checkpoint, write);
        },
      },
    );
}

/** Posts that say what others said, as somebody else would add to a thread. @returns the rows' ids. */
export async function insertEchoes(db: Database, postIds: readonly number[], name = 'echo'): Promise<number[]> {
  const rows = await db
    .select({ id: posts.id, title: posts.title, text: posts.text })
    .from(posts)
    .where(sql`${posts.id} = any(${sql.param(postIds)}::bigint[])`)
    .orderBy(asc(posts.id));
  const echoes = rows.map(
    ({ id, title, text }): TestPost => ({
      ...{ id: `${name} ${id}`, source: 'Later', title, author: `${name} ${id}` },
      text: `${text} It happens to me as well.`,
      postedAt: new Date('2026-10-01T10:00:00Z'),
    }),
  );
  return insertPosts(db, echoes);
}

/** Edits a post as an import does. */
export async function editPost(db: Database, postId: number, text: string): Promise<void> {
  const [post] = await db.select({ title: posts.title }).from(posts).where(eq(posts.id, postId));
  await db
    .update(posts)
    .set({
      text,
      contentHash: hashVersion({ title: post?.title ?? null, text }),
      version: sql`${posts.version} + 1`,
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(posts.id, postId));
}

/** The run's own word on every post, by the post's external id. */
export async function readRunPosts(db: Database, runId: number) {
  const rows = await db
    .select({
      externalId: posts.externalId,
      postId: runPosts.postId,
      clusterId: runPosts.clusterId,
      score: runPosts.score,
      kind: runPosts.kind,
      kinds: runPosts.kinds,
      postVersion: runPosts.postVersion,
    })
    .from(runPosts)
    .innerJoin(posts, eq(posts.id, runPosts.postId))
    .where(eq(runPosts.runId, runId))
    .orderBy(asc(posts.externalId));
  return new Map(rows.map(({ externalId, ...row }) => [externalId, row]));
}

/** What a run says of each cluster, without its counts. */
export function readRunClusters(db: Database, runId: number) {
  return db
    .select({
      id: clusters.id,
      title: runClusters.title,
      kind: runClusters.kind,
      terms: runClusters.terms,
      mapX: runClusters.mapX,
      themeId: runClusters.themeId,
    })
    .from(runClusters)
    .innerJoin(clusters, eq(clusters.id, runClusters.clusterId))
    .where(and(eq(runClusters.runId, runId)))
    .orderBy(asc(clusters.id));
}
