import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What goes wrong with one request. `lose-answer`: done, then the connection breaks. `bad-gateway-after`: done, then
 * 502. `late`: the connection breaks, and it is done a while later. `bad-gateway`: 502, nothing done. `hang`: done, but
 * the answer never comes. The limits are answered as the tracker does, with nothing done.
 */
export type Fault =
  | { readonly type: 'lose-answer' | 'bad-gateway-after' | 'bad-gateway' | 'hang' | 'garbage-after' }
  | { readonly type: 'late'; readonly delayMs: number }
  | { readonly type: 'secondary-limit' | 'too-many'; readonly retryAfter: number }
  | { readonly type: 'primary-limit'; readonly resetAt: Date }
  | { readonly type: 'forbidden' }
  | { readonly type: 'invalid'; readonly errors: readonly unknown[] };

export interface Call {
  /** Where the server stands: `http://127.0.0.1:PORT`. */
  readonly root: string;
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly authorization: string;
}
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Where the request leaves the tracker's published description; always empty where that is absent. */
  readonly violations: readonly string[];
}

export interface FaultyServer<Operation extends string> {
  readonly url: string;
  /** `host:port`, as `REFRAIN_ALLOWED_HOSTS` takes it. */
  readonly host: string;
  /** Everything that was asked, in order, with where it left the contract. May be emptied by a test. */
  readonly requests: SeenRequest[];
  /** All faults of all requests so far, as lines to compare with an empty list. */
  readonly findViolations: () => readonly string[];
  /** The next request of this kind meets the fault; several wait in line. */
  readonly failNext: (operation: Operation, fault: Fault) => void;
  /** Resolves when everything that is still to happen (late commits) has happened. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A tracker's HTTP side: judges each request, answers it, and fails in the ways that make double issues. */
export async function startFaultyServer<Operation extends string>(tracker: {
  readonly port?: number;
  readonly pathOf: (call: Call) => string;
  readonly judge: (call: Call) => readonly string[];
  readonly operationOf: (call: Call) => Operation;
  readonly answer: (call: Call, violations: readonly string[]) => Answer;
  readonly refuse: (fault: Fault) => Answer;
}): Promise<FaultyServer<Operation>> {
  const requests: SeenRequest[] = [];
  const faults: { operation: Operation; fault: Fault }[] = [];
  const pending = new Set<Promise<void>>();
  let root = '';

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', root);
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    const call = { root, method, url, body, authorization: request.headers.authorization ?? '' };
    const violations = tracker.judge(call);
    requests.push({ method, path: `${tracker.pathOf(call)}${url.search}`, body, violations });
    const answer = () => tracker.answer(call, violations);

    const index = faults.findIndex(({ operation }) => operation === tracker.operationOf(call));
    const fault = index < 0 ? null : (faults.splice(index, 1)[0]?.fault ?? null);
    if (fault?.type === 'late') {
      const late = new Promise<void>((resolve) => setTimeout(() => resolve(void answer()), fault.delayMs));
      pending.add(late);
      void late.then(() => pending.delete(late));
      return void request.socket.destroy();
    }
    if (fault && isUndone(fault)) return send(response, tracker.refuse(fault));
    const done = answer();
    if (fault?.type === 'lose-answer') return void request.socket.destroy();
    if (fault?.type === 'hang') return;
    if (fault?.type === 'bad-gateway-after') return send(response, { status: 502, body: { message: 'Bad Gateway' } });
    if (fault?.type === 'garbage-after') return send(response, { status: 201, body: { message: 'half an ans' } });
    return send(response, done);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => send(response, { status: 500, body: { message: String(error) } }));
  });
  await new Promise<void>((resolve) => server.listen(tracker.port ?? 0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  root = `http://${host}`;
  return {
    url: root,
    host,
    requests,
    findViolations: () =>
      requests.flatMap(({ method, path, violations }) => violations.map((fault) => `${method} ${path}: ${fault}`)),
    failNext: (operation, fault) => faults.push({ operation, fault }),
    settle: async () => void (await Promise.all(pending)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isUndone(fault: Fault): boolean {
  return ['bad-gateway', 'secondary-limit', 'too-many', 'primary-limit', 'forbidden', 'invalid'].includes(fault.type);
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
