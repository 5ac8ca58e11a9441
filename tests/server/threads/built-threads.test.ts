import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, Worker, type WorkerOptions } from 'node:worker_threads';
import { beforeAll, expect, test } from 'vitest';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { PartPost, TellerGround } from '#pipelines/tell-parts.ts';
import type { Finding, MessageToThread } from '#server/clusters/clustering-message.ts';
import { parseConfig } from '#server/config/config.ts';
import { projectRoot } from '#server/config/project-root.ts';
import {
  type MessageToPoolThread,
  POOL_STATE,
  type PoolThreadAnswer,
  type PoolThreadTask,
} from '#server/engine/pool-message.ts';
import type { TellingAnswer, TellingTask } from '#server/engine/telling-message.ts';
import type { MessageFromHelper, MessageToHelper } from '#server/parts/part-message.ts';
import type { MessageToPlacer, PlacingFinding } from '#server/placing/placing-message.ts';
import type { ThreadReply } from '#server/threads/ask-thread.ts';
import type { ThreadName } from '#server/threads/thread-entry.ts';
import THREADS from '#server/threads/threads.json' with { type: 'json' };
import { samplePosts } from '#tests/database/insert-posts.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { ensureServerBuild } from '../../../scripts/builds.mjs';

const database = openTestDatabase();
const posts: readonly EnginePost[] = samplePosts()
  .slice(0, 60)
  .map(({ id, text, title, author }) => ({ id, text, title, authorId: author }));
const part: readonly PartPost[] = posts.map(({ title, text }) => ({ title, text, position: null, tellsUses: true }));
const numbered = posts.map((post, postId) => ({ postId, version: 1, post }));

beforeAll(() => ensureServerBuild());

function start(name: ThreadName, options: WorkerOptions = {}): Worker {
  return new Worker(path.join(projectRoot(), 'build', `${name}.js`), options);
}

/** The next message that is wanted. @throws when the thread ends first, for whatever reason. */
function hear<Message>(thread: Worker, isWanted: (message: Message) => boolean = () => true): Promise<Message> {
  return new Promise((resolve, reject) => {
    thread.on('message', (message: Message) => {
      if (isWanted(message)) resolve(message);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread ended with code ${code} and said nothing`)));
  });
}

/** Tells a thread that serves until it is told to stop. @returns its exit code. */
function stop(thread: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', resolve);
    thread.postMessage('stop');
  });
}

async function ask<Message, Answer>(thread: Worker, messages: readonly Message[]): Promise<Answer> {
  const answered = hear<ThreadReply<Answer>>(thread, ({ kind }) => kind === 'answer');
  for (const message of messages) thread.postMessage(message);
  const reply = await answered;
  if (reply.kind !== 'answer') throw new Error('the thread sent progress only');
  return reply.answer;
}

/** What each thread does first of all in production, with little to do. */
const WORKS: Record<ThreadName, (name: ThreadName) => Promise<void>> = {
  'wire-host-thread': async (name) => {
    // Browser tests start it in earnest; here it says at once which database it will not open.
    const folder = mkdtempSync(path.join(tmpdir(), 'refrain-built-'));
    writeFileSync(path.join(folder, 'PG_VERSION'), '1');
    const thread = start(name, { workerData: { folder, socketPath: path.join(folder, 'socket') } });
    expect(await hear(thread)).toMatchObject({ kind: 'failed', message: expect.stringContaining('PostgreSQL 1,') });
  },
  'job-thread': async (name) => {
    const { connectionString } = database;
    const config = parseConfig({ REFRAIN_LOG: 'silent' });
    // It stops when it is told to, which it hears once it works.
    expect(await stop(start(name, { workerData: { config, connectionString } }))).toBe(0);
  },
  'clustering-thread': async (name) => {
    const found = await ask<MessageToThread, Finding>(start(name), [
      { kind: 'posts', posts: numbered, vectors: new Map() },
      { kind: 'run', options: { seed: 1 }, vectorsBy: null, office: null },
    ]);
    expect(found.placements).toHaveLength(posts.length);
  },
  'placing-thread': async (name) => {
    const [late, ...early] = numbered;
    if (!late) throw new Error('the sample is empty');
    const found = await ask<MessageToPlacer, PlacingFinding>(start(name), [
      { kind: 'learned', posts: early.map(({ post }, i) => ({ post, clusterId: i % 2, score: 0.5 })) },
      { kind: 'later', posts: [{ ...late, position: null }] },
      {
        kind: 'place',
        seed: 1,
        known: {
          ...{ corrections: [], corrected: [], correctedPositions: [] },
          thresholds: TOLD_KINDS.map(() => ({ rate: 0.1, threshold: 0.5 })),
        },
      },
    ]);
    expect(found.placements).toMatchObject([{ postId: late.postId }]);
  },
  'pool-thread': async (name) => {
    const [front, back] = [new MessageChannel(), new MessageChannel()];
    const workerData: PoolThreadTask = {
      ...{ front: front.port2, back: back.port2, hand: 1 },
      state: new Int32Array(new SharedArrayBuffer(4 * POOL_STATE.size)),
    };
    const claims = new Int32Array(new SharedArrayBuffer(4));
    const messages: MessageToPoolThread[] = [
      { kind: 'open', work: 1, task: 'tell-posts', shared: { productNames: [], learned: [] } },
      { kind: 'begin', work: 1, claims },
      { kind: 'piece', work: 1, index: 0, piece: part },
      { kind: 'end' },
    ];
    for (const message of messages) front.port1.postMessage(message);
    const thread = start(name, { workerData, transferList: [front.port2, back.port2] });
    const answered = new Promise<PoolThreadAnswer>((resolve) => front.port1.once('message', resolve));
    const answer = await Promise.race([answered, hear<never>(thread)]);
    for (const { port1 } of [front, back]) port1.close();
    expect(answer).toMatchObject({ result: { probabilities: { length: posts.length * TOLD_KINDS.length } } });
  },
  'telling-thread': async (name) => {
    const [answers, questions] = [new MessageChannel(), new MessageChannel()];
    const state = new Int32Array(new SharedArrayBuffer(8));
    const office = { port: questions.port2, postIds: new Map(posts.map(({ id }, i) => [id, i])), partSize: 30 };
    const workerData: TellingTask = { port: answers.port2, state, posts, corrections: [], office };
    // Nobody else helps: no part is anybody's, so that the thread tells each itself.
    questions.port1.on('message', () => questions.port1.postMessage({ results: [], claimed: null }));
    const thread = start(name, { workerData, transferList: [answers.port2, questions.port2] });
    const answered = new Promise<TellingAnswer>((resolve) => answers.port1.once('message', resolve));
    const told = await Promise.race([answered, hear<never>(thread)]);
    for (const { port1 } of [answers, questions]) port1.close();
    expect(told).toMatchObject({ told: { verdicts: { length: posts.length } } });
  },
  'helping-thread': async (name) => {
    const workerData: TellerGround = { productNames: [], learned: [] };
    const thread = start(name, { workerData });
    const answered = hear<MessageFromHelper>(thread);
    const message: MessageToHelper = { posts: part };
    thread.postMessage(message);
    expect((await answered).result.probabilities).toHaveLength(posts.length * TOLD_KINDS.length);
    await thread.terminate();
  },
};

test.each(Object.keys(THREADS) as ThreadName[])('the %s of the build does its work', (name) => WORKS[name](name));

test('the build is told of every file that runs as a thread', () => {
  const files = readdirSync(path.join(projectRoot(), 'server'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `server/${file}`)
    .filter((file) => {
      const text = readFileSync(path.join(projectRoot(), file), 'utf8');
      return /import \{[^}]*\b(parentPort|workerData)\b[^}]*\} from 'node:worker_threads'/.test(text);
    });

  expect(files.sort()).toEqual(Object.values(THREADS).sort());
});
