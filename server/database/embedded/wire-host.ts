import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';

/**
 * Speaks the PostgreSQL wire protocol for PGlite, so that `pg` reaches it like any server. PGlite is one session: each
 * client's messages are gathered up to Sync or a simple Query and run as one batch; while a transaction is open its
 * client alone is served, and a client that disconnects inside one is rolled back.
 * Limits: no COPY FROM STDIN, no cross-client LISTEN, session settings and session advisory locks are shared.
 */
type Client = {
  readonly socket: net.Socket;
  buffer: Buffer;
  batch: Buffer[];
  hasStarted: boolean;
  isGone: boolean;
  timer: NodeJS.Timeout | undefined;
};
type Batch = { readonly client: Client; readonly bytes: Buffer };

/** A page asks for one thing after another; a client that asks again within this time is in the middle of one. */
const ASKS_AGAIN_MS = 8;
/** A run that writes batch after batch lets pages finish between two of them, but waits no longer than this. */
const GIVES_WAY_MS = 250;
const LAST_CHANCE_MS = 1000;

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
const [TERMINATE, QUERY, SYNC, READY] = ['X', 'Q', 'S', 'Z'].map((type) => type.charCodeAt(0));

const ROLLBACK = message('Q', strings('ROLLBACK'));

export async function serveWireProtocol(
  database: PGlite,
  {
    socketPath,
    maxIdleInTransactionMs = 60_000,
    asksAgainMs = ASKS_AGAIN_MS,
    givesWayMs = GIVES_WAY_MS,
  }: { socketPath: string; maxIdleInTransactionMs?: number; asksAgainMs?: number; givesWayMs?: number },
): Promise<{ close: () => Promise<void> }> {
  const clients = new Set<Client>();
  const queue: Batch[] = [];
  let owner: Client | null = null;
  let isRunning = false;
  /** Who wrote last in a transaction, and since when it lets others go first. */
  let writer: { readonly client: Client; readonly since: number } | null = null;
  let othersServedAt = 0;

  /** The first batch that may run; pages go before the next transaction of the client that had the last one. */
  function findNext(): number {
    if (owner !== null) return queue.findIndex((batch) => batch.client === owner);
    const hasWaited = writer !== null && performance.now() - writer.since > givesWayMs;
    if (hasWaited) return queue.length > 0 ? 0 : -1;
    const other = queue.findIndex((batch) => batch.client !== writer?.client);
    return other < 0 && queue.length > 0 ? 0 : other;
  }

  /** @returns milliseconds that the writer still has to wait for a page that is in the middle of its questions. */
  function waitingTime(client: Client): number {
    if (owner !== null || client !== writer?.client) return 0;
    const now = performance.now();
    return Math.min(othersServedAt + asksAgainMs, writer.since + givesWayMs) - now;
  }

  async function runQueue(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      for (;;) {
        if (owner?.isGone) {
          await answer(database, ROLLBACK).catch(() => {});
          owner = null;
        }
        const next = findNext();
        if (next < 0) break;
        const waitMs = waitingTime((queue[next] as Batch).client);
        if (waitMs > 0) {
          await sleep(Math.min(waitMs, 2));
          continue;
        }
        const [batch] = queue.splice(next, 1);
        if (batch && !batch.client.isGone) await runBatch(batch);
      }
    } finally {
      isRunning = false;
    }
  }

  async function runBatch({ client, bytes }: Batch): Promise<void> {
    clearTimeout(client.timer);
    const answered = await answer(database, bytes).catch((error: unknown) =>
      errorAnswer('58000', `embedded database: ${String(error)}`),
    );
    const wasOwner = owner === client;
    owner = isInTransaction(answered) ? client : null;
    if (wasOwner && owner === null) writer = { client, since: performance.now() };
    else if (owner === null && client !== writer?.client) othersServedAt = performance.now();
    if (owner) client.timer = setTimeout(() => cutOffSoon(client), maxIdleInTransactionMs);
    if (!client.socket.destroyed) client.socket.write(answered);
  }

  /** On a machine that was asleep all timers are due at once: who is only waiting for their turn gets one. */
  function cutOffSoon(client: Client): void {
    client.timer = setTimeout(() => client.socket.destroy(), LAST_CHANCE_MS);
  }

  function accept(socket: net.Socket): void {
    const client: Client = {
      socket,
      buffer: Buffer.alloc(0),
      batch: [],
      hasStarted: false,
      isGone: false,
      timer: undefined,
    };
    clients.add(client);
    socket.on('data', (bytes) => {
      client.buffer = client.buffer.length > 0 ? Buffer.concat([client.buffer, bytes]) : bytes;
      readMessages(client, (batch) => queue.push({ client, bytes: batch }));
      void runQueue();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      client.isGone = true;
      clearTimeout(client.timer);
      clients.delete(client);
      void runQueue();
    });
  }

  const server = net.createServer(accept);
  mkdirSync(path.dirname(socketPath), { recursive: true, mode: 0o700 });
  rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);

  return {
    close: async () => {
      for (const client of clients) client.socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * Streams, because PGlite's other ways of taking raw messages parse every row of every answer and, in 0.5.14, keep them
 * until the process ends.
 */
async function answer(database: PGlite, bytes: Uint8Array): Promise<Buffer> {
  const pieces: Buffer[] = [];
  await database.execProtocolRawStream(bytes, {
    syncToFs: true,
    // A piece is a view into PGlite's own memory and holds only until the next one.
    onRawData: (piece) => void pieces.push(Buffer.from(piece)),
  });
  return Buffer.concat(pieces);
}

/** Takes whole messages off the client's buffer; a finished batch is handed on. */
function readMessages(client: Client, handOn: (batch: Buffer) => void): void {
  for (;;) {
    const { buffer } = client;
    if (!client.hasStarted) {
      if (buffer.length < 8 || buffer.length < buffer.readInt32BE(0)) return;
      client.buffer = buffer.subarray(buffer.readInt32BE(0));
      greet(client, buffer.readInt32BE(4));
      continue;
    }
    if (buffer.length < 5) return;
    const size = buffer.readInt32BE(1) + 1;
    if (buffer.length < size) return;
    const message = buffer.subarray(0, size);
    client.buffer = buffer.subarray(size);
    if (message[0] === TERMINATE) {
      client.socket.end();
      return;
    }
    if (message[0] === QUERY && /^\s*copy\b.*\bfrom\s+stdin/is.test(message.subarray(5, 300).toString())) {
      client.socket.write(errorAnswer('0A000', 'COPY FROM STDIN is not available on the embedded database'));
      continue;
    }
    client.batch.push(message);
    if (message[0] === SYNC || message[0] === QUERY) {
      handOn(Buffer.concat(client.batch));
      client.batch = [];
    }
  }
}

function greet(client: Client, code: number): void {
  if (code === SSL_REQUEST || code === GSS_REQUEST) {
    client.socket.write('N');
    return;
  }
  if (code === CANCEL_REQUEST) {
    client.socket.end();
    return;
  }
  client.hasStarted = true;
  const settings = {
    server_version: '18.0',
    client_encoding: 'UTF8',
    server_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
  };
  client.socket.write(
    Buffer.concat([
      message('R', Buffer.alloc(4)),
      ...Object.entries(settings).map(([name, value]) => message('S', strings(name, value))),
      message('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])),
      message('Z', Buffer.from('I')),
    ]),
  );
}

/** The last message of an answer is ReadyForQuery; its one byte is I (idle), T (in transaction) or E (failed one). */
function isInTransaction(answer: Buffer): boolean {
  return answer.length >= 6 && answer[answer.length - 6] === READY && answer[answer.length - 1] !== 'I'.charCodeAt(0);
}

function errorAnswer(code: string, text: string): Buffer {
  const fields = Buffer.concat([strings('SERROR', 'VERROR', `C${code}`, `M${text}`), Buffer.alloc(1)]);
  return Buffer.concat([message('E', fields), message('Z', Buffer.from('I'))]);
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function strings(...values: string[]): Buffer {
  return Buffer.from(values.map((value) => `${value}\0`).join(''));
}
