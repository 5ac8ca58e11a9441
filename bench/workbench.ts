import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { sql } from 'drizzle-orm';
import type { Actor } from '#server/accounts/actor.ts';
import { findVoices } from '#server/clusters/find-voices.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { countFacets, selectClusters } from '#server/clusters/select-clusters.ts';
import { connectDatabase, type Database } from '#server/database/database.ts';
import { startEmbeddedDatabase } from '#server/database/embedded/start-embedded-database.ts';
import { migrateDatabase } from '#server/database/migrate-database.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { countFoundPosts } from '#server/posts/count-found-posts.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { searchPosts } from '#server/posts/search-posts.ts';
import { fillWorkbench } from './product/fill-workbench.ts';
import { writeCommunity } from './write-community.ts';

const USAGE = `npm run bench:workbench -- [options]

Fills a database with posts and clusters and measures what the workbench asks of it: list, facets, detail, search, merge
and undo. DATABASE_URL names an empty PostgreSQL database of its own; without it the embedded one is used.

  --data FILE    texts to fill it with, JSON Lines with "text", gzipped or not; without it, generated ones
  --posts N      how many posts (default 100000)
  --clusters N   how many clusters (default 2000)
  --times N      how often each is measured (default 40)
  --words A,B,C  what is searched for; without it, a rare, a middling and a frequent word of the texts
  --keep         leave a filled database as it is, and use it if it is filled
`;
const ACTOR: Actor = { id: 'key:bench', name: 'Bench', role: 'admin', userId: null };

/** `npm run bench:workbench`: latency of list, detail, search, merge and undo. Figures, never a pass or fail. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      posts: { type: 'string', default: '100000' },
      clusters: { type: 'string', default: '2000' },
      times: { type: 'string', default: '40' },
      words: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'refrain-bench-'));
  const embedded = process.env.DATABASE_URL ? null : await startEmbeddedDatabase(folder);
  const connection = connectDatabase(process.env.DATABASE_URL ?? embedded?.connectionString ?? '');
  try {
    const { db } = connection;
    await migrateDatabase(connection.pool);
    const [filled] = (
      await db.execute<{ n: number }>(sql`select count(*)::int as n from (select 1 from posts limit 1) p`)
    ).rows;
    if (filled?.n && !values.keep) throw new Error('The database holds posts: name an empty one, or add --keep.');
    if (!filled?.n) {
      const texts = values.data ? await readTexts(values.data) : writeCommunity(20_000, 1).map(({ text }) => text);
      await fillWorkbench(db, { texts, postCount: Number(values.posts), clusterCount: Number(values.clusters) });
    }
    const words = values.words?.split(',') ?? (await chooseWords(db));
    const [version] = (await db.execute<{ v: string }>(sql`select version() as v`)).rows;
    console.log(
      `${version?.v.slice(0, 40)}, ${values.posts} posts, ${values.clusters} clusters; load ${loadavg()[0]?.toFixed(1)}`,
    );
    await measureAll(db, { words, times: Number(values.times) });
  } finally {
    await connection.close();
    await embedded?.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

async function measureAll(db: Database, { words, times }: { words: readonly string[]; times: number }): Promise<void> {
  const onlooker = { now: Date.now(), userId: null };
  const list = async () => {
    const all = await readClusterFacts({ db });
    selectClusters(all, { selection: { view: 'inbox' }, sort: 'voices', onlooker });
    countFacets(all, { selection: { view: 'inbox', kinds: ['complaint'] }, onlooker });
  };
  const all = await readClusterFacts({ db });
  const bySize = [...all].sort((a, b) => b.postCount - a.postCount).map(({ id }) => id);
  const largest = bySize[0] ?? 0;
  const middle = bySize[Math.floor(bySize.length / 4)] ?? 0;
  const detail = (clusterId: number) => async () => {
    await Promise.all([
      getCluster({ db }, { clusterId }),
      findPosts({ db }, { clusterId, limit: 26 }),
      findVoices({ db }, { clusterId }),
    ]);
  };
  const report = async (name: string, work: () => Promise<unknown>, count = times) => {
    const samples: number[] = [];
    await work();
    for (let i = 0; i < count; i += 1) {
      const begun = performance.now();
      await work();
      samples.push(performance.now() - begun);
    }
    samples.sort((a, b) => a - b);
    const at = (share: number) =>
      (samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? 0).toFixed(1);
    console.log(`${name.padEnd(44)} p50 ${at(0.5).padStart(8)} ms   p95 ${at(0.95).padStart(8)} ms`);
  };
  await report('list with facets', list);
  await report('detail of a cluster', detail(middle));
  await report('detail of the largest cluster', detail(largest));
  await report('posts, newest first', () => findPosts({ db }, { limit: 51 }));
  for (const q of words) {
    const found = await countFoundPosts({ db }, { q });
    await report(`search "${q}" (${found > 1000 ? 'over 1,000' : found} posts)`, () => searchPosts({ db }, { q }));
    await report(`  how many`, () => countFoundPosts({ db }, { q }));
    await report(`  unplaced only`, () => searchPosts({ db }, { q, placed: false }));
  }
  const [, a = 0, b = 0] = bySize.slice(Math.floor(bySize.length / 4));
  const decisions: number[] = [];
  let isMerged = false;
  const mergeOrUndo = async () => {
    if (isMerged) await undoDecision({ db }, { decisionId: decisions.at(-1) ?? 0, actor: ACTOR });
    else {
      const { decisionId } = await mergeClusters(
        { db },
        { targets: [{ clusterId: a }], intoClusterId: b, actor: ACTOR },
      );
      decisions.push(decisionId ?? 0);
    }
    isMerged = !isMerged;
  };
  const timed = { merge: [] as number[], undo: [] as number[], 'list after a decision': [] as number[] };
  for (let i = 0; i < times; i += 1) {
    const kind = isMerged ? 'undo' : 'merge';
    const begun = performance.now();
    await mergeOrUndo();
    timed[kind].push(performance.now() - begun);
    const seen = performance.now();
    await list();
    timed['list after a decision'].push(performance.now() - seen);
  }
  for (const [name, samples] of Object.entries(timed)) {
    samples.sort((x, y) => x - y);
    const at = (share: number) => (samples[Math.floor(samples.length * share)] ?? 0).toFixed(1);
    console.log(`${name.padEnd(44)} p50 ${at(0.5).padStart(8)} ms   p95 ${at(0.95).padStart(8)} ms`);
  }
}

/** Words that one of ten thousand, one of a hundred and one of ten posts have, as near as the sample tells. */
async function chooseWords(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ word: string; share: number }>(sql`
    select word, ndoc::float8 / 20000 as share from ts_stat('select words from posts where id <= 20000')
    where length(word) > 4 and word ~ '^[a-z]+$' and ndoc > 1`);
  const nearest = (share: number) =>
    rows.reduce((best, row) =>
      Math.abs(Math.log(row.share / share)) < Math.abs(Math.log(best.share / share)) ? row : best,
    );
  const [rare, middling, frequent] = [0.0002, 0.01, 0.1].map((share) => nearest(share).word);
  return [rare, middling, frequent, `${middling} ${frequent}`].flatMap((word) => word ?? []);
}

async function readTexts(file: string): Promise<string[]> {
  const stream = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream });
  const texts: string[] = [];
  for await (const line of lines) {
    const { text } = JSON.parse(line) as { text: string };
    texts.push(text.replaceAll('\0', '').toWellFormed());
  }
  return texts;
}
