import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './github-answers.ts';
import { type Contract, loadGithubContract } from './github-contract.ts';
import type { StoredRepository } from './github-objects.ts';

/**
 * What goes wrong with one request. `lose-answer`: done, then the connection breaks. `bad-gateway-after`: done, then
 * 502. `late`: the connection breaks, and it is done a while later. `bad-gateway`: 502, nothing done. `hang`: done, but
 * the answer never comes. The limits are answered like GitHub does, with nothing done.
 */
export type Fault =
  | { readonly type: 'lose-answer' | 'bad-gateway-after' | 'bad-gateway' | 'hang' | 'garbage-after' }
  | { readonly type: 'late'; readonly delayMs: number }
  | { readonly type: 'secondary-limit' | 'too-many'; readonly retryAfter: number }
  | { readonly type: 'primary-limit'; readonly resetAt: Date }
  | { readonly type: 'forbidden' }
  | { readonly type: 'invalid'; readonly errors: readonly unknown[] };
export type Operation = 'create' | 'list' | 'update' | 'read';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Where the request leaves GitHub's published description; always empty where that is absent. */
  readonly violations: readonly string[];
}

export interface GithubStandIn {
  /** The API's root. */
  readonly url: string;
  /** `host:port`, as `REFRAIN_ALLOWED_HOSTS` takes it. */
  readonly host: string;
  readonly isJudged: boolean;
  /** Everything that was asked, in order, with where it left the contract. May be emptied by a test. */
  readonly requests: SeenRequest[];
  /** All faults of all requests so far, as lines to compare with an empty list. */
  readonly findViolations: () => readonly string[];
  /** A repository as it stands: its `issues` are what was received. */
  readonly repository: (fullName: string) => StoredRepository;
  /** The next request of this kind meets the fault; several wait in line. */
  readonly failNext: (operation: Operation, fault: Fault) => void;
  /** Resolves when everything that is still to happen (late commits) has happened. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface StandInSetup {
  /** Token to login. */
  readonly tokens?: Readonly<Record<string, string>>;
  readonly repositories?: readonly (Partial<StoredRepository> & { readonly owner: string; readonly name: string })[];
  readonly port?: number;
  readonly now?: () => Date;
}

export interface StandInState {
  readonly tokens: Readonly<Record<string, string>>;
  readonly repositories: readonly StoredRepository[];
  readonly now: () => Date;
}

/**
 * A GitHub that remembers: issues that were posted are listed later. It speaks real HTTP, judges each request by GitHub's
 * published description where that is at hand, and can fail in the ways that make double issues.
 */
export async function startGithubStandIn(setup: StandInSetup = {}): Promise<GithubStandIn> {
  const contract = await loadGithubContract();
  const state = createState(setup);
  const requests: SeenRequest[] = [];
  const faults: { operation: Operation; fault: Fault }[] = [];
  const pending = new Set<Promise<void>>();
  let root = '';

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', root);
    const path = url.pathname.replace(/^\/api\/v3(?=\/)/, '');
    const method = request.method ?? 'GET';
    const body = await readBody(request);
    const violations = judge(contract, state, { method, path, url, body });
    requests.push({ method, path: `${path}${url.search}`, body, violations });
    const base = url.pathname.startsWith('/api/v3/') ? `${root}/api/v3` : root;
    const authorization = request.headers.authorization ?? '';
    const answer = () => answerRequest(state, { root: base, method, path, url, body, authorization, violations });

    const index = faults.findIndex(({ operation }) => operation === operationOf(method, path));
    const fault = index < 0 ? null : (faults.splice(index, 1)[0]?.fault ?? null);
    if (fault?.type === 'late') {
      const late = new Promise<void>((resolve) => setTimeout(() => resolve(void answer()), fault.delayMs));
      pending.add(late);
      void late.then(() => pending.delete(late));
      return void request.socket.destroy();
    }
    if (fault && isUndone(fault)) return send(response, limitAnswer(fault, state.now()));
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
  await new Promise<void>((resolve) => server.listen(setup.port ?? 0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  root = `http://${host}`;
  return {
    url: root,
    host,
    isJudged: contract !== null,
    requests,
    findViolations: () =>
      requests.flatMap(({ method, path, violations }) => violations.map((fault) => `${method} ${path}: ${fault}`)),
    repository: (fullName) => {
      const found = state.repositories.find(({ owner, name }) => `${owner}/${name}` === fullName);
      if (!found) throw new Error(`the stand-in has no repository ${fullName}`);
      return found;
    },
    failNext: (operation, fault) => faults.push({ operation, fault }),
    settle: async () => void (await Promise.all(pending)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createState({
  tokens = { 'token-of-ana': 'ana' },
  repositories,
  now = () => new Date(),
}: StandInSetup): StandInState {
  const list = repositories ?? [{ owner: 'octo', name: 'demo' }];
  return {
    tokens,
    now,
    repositories: list.map((repository, i) => ({
      id: 1000 + i,
      hasIssues: true,
      isArchived: false,
      writers: Object.values(tokens),
      strangers: [],
      withoutIssues: [],
      milestones: [1],
      issues: [],
      ...repository,
    })),
  };
}

type Call = { readonly method: string; readonly path: string; readonly url: URL; readonly body: unknown };

/** Pages behind the first stand at an address that the description does not list: judged as the one it stands for. */
function judge(contract: Contract | null, state: StandInState, { method, path, url, body }: Call): readonly string[] {
  const byId = /^\/repositories\/(\d+)(\/.*)$/.exec(path);
  const repository = state.repositories.find(({ id }) => String(id) === byId?.[1]);
  const listed = repository ? `/repos/${repository.owner}/${repository.name}${byId?.[2]}` : path;
  return contract?.check(method, listed, url.searchParams, body).errors ?? [];
}

function operationOf(method: string, path: string): Operation {
  if (method === 'POST') return 'create';
  if (method === 'PATCH') return 'update';
  return path.endsWith('/issues') ? 'list' : 'read';
}

function isUndone(fault: Fault): boolean {
  return ['bad-gateway', 'secondary-limit', 'too-many', 'primary-limit', 'forbidden', 'invalid'].includes(fault.type);
}

function limitAnswer(fault: Fault, now: Date): Answer {
  switch (fault.type) {
    case 'secondary-limit':
      return {
        status: 403,
        headers: { 'retry-after': String(fault.retryAfter) },
        body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
      };
    case 'too-many':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfter) },
        body: { message: 'Too Many Requests' },
      };
    case 'primary-limit':
      return {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(fault.resetAt.getTime() / 1000)),
          date: now.toUTCString(),
        },
        body: { message: 'API rate limit exceeded for user ID 1.' },
      };
    case 'invalid':
      return { status: 422, body: { message: 'Validation Failed', errors: fault.errors } };
    case 'forbidden':
      return { status: 403, body: { message: 'Resource not accessible by personal access token' } };
    default:
      return { status: 502, body: { message: 'Bad Gateway' } };
  }
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
