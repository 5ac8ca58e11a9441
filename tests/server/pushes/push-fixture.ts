import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { authors, clusters, posts, runClusters, runPosts, runs, sources, workspace } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import type { JobQueue } from '#server/jobs/jobs.ts';
import { performRun } from '#server/jobs/perform-run.ts';
import type { Log } from '#server/log/log.ts';
import { runPush } from '#server/pushes/run-push.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { createReport } from '#server/reports/create-report.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import { createTarget } from '#server/targets/create-target.ts';
import type { TargetDeps } from '#server/targets/open-target.ts';
import { emptyTables } from '#tests/database/test-database.ts';
import type { GithubStandIn } from '#tests/stand-ins/github.ts';
import type { JiraStandIn } from '#tests/stand-ins/jira.ts';

export const TOKEN = 'github_pat_11AAAAAAA0the-token-of-ana';
export const actor: Actor = { id: 'key:1', name: 'Ana', role: 'manager', userId: null };
export const WORDS = 'Export to CSV hangs, @bob said #12 fixes it';

export type World = Awaited<ReturnType<typeof createWorld>>;

/** A clustered community of three posts, a report with one quote, and a target at the stand-in of one tracker. */
export async function createWorld({
  db,
  jobs,
  ...trackers
}: { db: Database; jobs: JobQueue } & ({ github: GithubStandIn } | { jira: JiraStandIn })) {
  await emptyTables(db);
  const { url, host } = 'jira' in trackers ? trackers.jira : trackers.github;
  const logged: string[] = [];
  const note = (message: string, fields: unknown) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: note, warn: note, error: note };
  const config = { allowedHosts: [host], publicUrl: 'http://localhost:3000' };
  const keyring = createKeyring([randomBytes(32).toString('base64')]);
  const deps = { db, jobs, log, keyring, config, isUnpaced: true };
  const { postId, clusterId } = await savePosts(db);
  const report = await createReport({ db }, { clusterIds: [clusterId], title: 'Export hangs', actor });
  await addQuote({ db }, { reportId: report.id, postId, startOffset: 0, endOffset: WORDS.length });
  const target = await createTarget(deps, {
    ...('jira' in trackers
      ? {
          tracker: 'jira',
          config: { email: 'ana@example.org', project: 'ACME', labels: ['voice'], issueType: '10010' },
        }
      : { tracker: 'github', config: { owner: 'octo', repo: 'demo', labels: ['voice'] } }),
    baseUrl: url,
    token: TOKEN,
    actor,
  });
  return { ...deps, logged, reportId: report.id, targetId: target.id, postId, clusterId };
}

export async function savePosts(db: Database): Promise<{ postId: number; clusterId: number }> {
  const [source] = await db.insert(sources).values({ name: 'Acme', kind: 'upload', platform: 'Discord' }).returning();
  const [run] = await db.insert(runs).values({ kind: 'cluster', status: 'succeeded', title: 'Clustering' }).returning();
  const [cluster] = await db.insert(clusters).values({}).returning();
  if (!source || !run || !cluster) throw new Error('nothing was inserted');
  let postId = 0;
  for (const [i, text] of [WORDS, 'the export never ends', 'csv export is stuck for me'].entries()) {
    const [author] = await db
      .insert(authors)
      .values({ sourceId: source.id, externalId: `m${i}`, name: `Member ${i}` })
      .returning();
    const values = {
      sourceId: source.id,
      externalId: `p${i}`,
      authorId: author?.id ?? null,
      text,
      url: `https://discord.com/channels/1/2/${i}`,
      postedAt: new Date(`2026-05-0${i + 1}T10:00:00Z`),
      contentHash: hashVersion({ title: null, text }),
      recordHash: 'r',
    };
    const [post] = await db.insert(posts).values(values).returning();
    if (!post) throw new Error('no post was inserted');
    if (i === 0) postId = post.id;
    await db
      .insert(runPosts)
      .values({ runId: run.id, postId: post.id, clusterId: cluster.id, score: 1, kind: 'complaint', kindScore: 1 });
  }
  await db.insert(runClusters).values({
    runId: run.id,
    clusterId: cluster.id,
    title: 'Export hangs',
    kind: 'complaint',
    terms: [{ term: 'export', weight: 1 }],
    exemplarPostIds: [postId],
    postCount: 3,
    voiceCount: 3,
    firstSeenAt: new Date('2026-05-01T10:00:00Z'),
    lastSeenAt: new Date('2026-05-03T10:00:00Z'),
  });
  await db.update(workspace).set({ currentRunId: run.id });
  return { postId, clusterId: cluster.id };
}

const elsewhere = () => Promise.reject(new Error('only pushes are run here'));

/** Works on one run as a worker does. */
export function work(world: World, runId: number): Promise<void> {
  const bodies = { import: elsewhere, cluster: elsewhere, push: runPush };
  return performRun(world, { runId, bodies });
}

/** Moves everything that waits into the past, as if so much time had gone by. */
export async function letTimePass({ db }: Pick<World, 'db'>, seconds: number): Promise<void> {
  const earlier = sql`make_interval(secs => ${seconds}::int)`;
  await db.execute(sql`
    update pushes set last_sent_at = last_sent_at - ${earlier}, first_sent_at = first_sent_at - ${earlier},
      lease_until = lease_until - ${earlier}`);
  await db.execute(sql`
    update runs set not_before_at = not_before_at - ${earlier}, heartbeat_at = heartbeat_at - ${earlier}`);
}

/** Works until the run rests, at most `rounds` times; an hour goes by between two rounds unless told otherwise. */
export async function workOut(world: World, runId: number, { rounds = 40, seconds = 3600 } = {}): Promise<string> {
  for (let round = 0; round < rounds; round += 1) {
    await work(world, runId);
    const { rows } = await world.db.execute<{ status: string }>(sql`select status from runs where id = ${runId}`);
    const status = rows[0]?.status ?? 'gone';
    if (status !== 'queued' && status !== 'running') return status;
    await letTimePass(world, seconds);
  }
  return 'still waiting';
}

export class Killed extends Error {}

/**
 * Runs a push in a worker that is killed at its n-th write: before it, or right after it. Nothing is written after that,
 * not even that it failed.
 */
export async function workUntilKilled(
  world: TargetDeps & { readonly db: Database },
  runId: number,
  { writeNumber, isAfter }: { writeNumber: number; isAfter: boolean },
): Promise<void> {
  const leaseToken = randomUUID();
  const [run] = await world.db
    .update(runs)
    .set({ status: 'running', leaseToken, heartbeatAt: sql`now()`, notBeforeAt: null })
    .where(sql`${runs.id} = ${runId}`)
    .returning();
  if (!run) throw new Error('no such run');
  let writes = 0;
  await runPush(world, {
    run,
    signal: new AbortController().signal,
    report: () => {},
    whenEnded: () => {},
    commit: async (checkpoint, write) => {
      writes += 1;
      if (writes === writeNumber && !isAfter) throw new Killed();
      const result = await world.db.transaction(async (tx) => {
        if (checkpoint) await tx.update(runs).set({ checkpoint }).where(sql`${runs.id} = ${runId}`);
        return write(tx);
      });
      if (writes === writeNumber) throw new Killed();
      return result;
    },
  }).catch((error) => {
    if (!(error instanceof Killed)) throw error;
  });
}
