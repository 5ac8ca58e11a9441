import { type Contract, loadGithubContract } from './contract.ts';
import { type Answer, type Call, type Fault, type FaultyServer, startFaultyServer } from './faulty-server.ts';
import { answerRequest } from './github-answers.ts';
import type { AppTokens, StoredApp } from './github-apps.ts';
import type { StoredRepository } from './github-objects.ts';

export type Operation = 'create' | 'list' | 'update' | 'read' | 'comment' | 'search';

export interface GithubStandIn extends FaultyServer<Operation> {
  readonly isJudged: boolean;
  /** A repository as it stands: its `issues` are what was received. */
  readonly repository: (fullName: string) => StoredRepository;
}

export interface StandInSetup {
  /** Token to login. */
  readonly tokens?: Readonly<Record<string, string>>;
  readonly repositories?: readonly (Partial<StoredRepository> & { readonly owner: string; readonly name: string })[];
  readonly apps?: readonly StoredApp[];
  readonly port?: number;
  readonly now?: () => Date;
}

export interface StandInState {
  readonly tokens: Readonly<Record<string, string>>;
  readonly repositories: readonly StoredRepository[];
  readonly apps: readonly StoredApp[];
  /** Tokens that the Apps were given so far. */
  readonly appTokens: AppTokens;
  readonly now: () => Date;
}

/**
 * A GitHub that remembers: issues that were posted are listed later. It speaks real HTTP, judges each request by GitHub's
 * published description where that is at hand, and can fail in the ways that make double issues.
 */
export async function startGithubStandIn(setup: StandInSetup = {}): Promise<GithubStandIn> {
  const contract = await loadGithubContract();
  const state = createState(setup);
  const server = await startFaultyServer<Operation>({
    ...(setup.port === undefined ? {} : { port: setup.port }),
    pathOf,
    judge: (call) => judge(contract, state, { ...call, path: pathOf(call) }),
    operationOf: (call) => operationOf(call.method, pathOf(call)),
    answer: (call, violations) => {
      const root = call.url.pathname.startsWith('/api/v3/') ? `${call.root}/api/v3` : call.root;
      return answerRequest(state, { ...call, root, path: pathOf(call), violations });
    },
    refuse: (fault) => limitAnswer(fault, state.now()),
  });
  return {
    ...server,
    isJudged: contract !== null,
    repository: (fullName) => {
      const found = state.repositories.find(({ owner, name }) => `${owner}/${name}` === fullName);
      if (!found) throw new Error(`the stand-in has no repository ${fullName}`);
      return found;
    },
  };
}

/** GitHub Enterprise has the same API below `/api/v3`. */
function pathOf({ url }: Pick<Call, 'url'>): string {
  return url.pathname.replace(/^\/api\/v3(?=\/)/, '');
}

function createState({
  tokens = { 'token-of-ana': 'ana' },
  repositories,
  apps = [],
  now = () => new Date(),
}: StandInSetup): StandInState {
  const list = repositories ?? [{ owner: 'octo', name: 'demo' }];
  return {
    tokens,
    apps,
    appTokens: new Map(),
    now,
    repositories: list.map((repository, i) => ({
      id: 1000 + i,
      hasIssues: true,
      isArchived: false,
      writers: [...Object.values(tokens), ...apps.map(({ login }) => login)],
      strangers: [],
      withoutIssues: [],
      milestones: [1],
      issues: [],
      ...repository,
    })),
  };
}

/** Pages behind the first stand at an address that the description does not list: judged as the one it stands for. */
function judge(
  contract: Contract | null,
  state: StandInState,
  { method, path, url, body }: Call & { readonly path: string },
): readonly string[] {
  const byId = /^\/repositories\/(\d+)(\/.*)$/.exec(path);
  const repository = state.repositories.find(({ id }) => String(id) === byId?.[1]);
  const listed = repository ? `/repos/${repository.owner}/${repository.name}${byId?.[2]}` : path;
  return contract?.check(method, listed, url.searchParams, body).errors ?? [];
}

function operationOf(method: string, path: string): Operation {
  if (/\/comments(?:\/\d+)?$/.test(path)) return 'comment';
  if (path.startsWith('/search/')) return 'search';
  if (method === 'POST') return 'create';
  if (method === 'PATCH') return 'update';
  return path.endsWith('/issues') ? 'list' : 'read';
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
