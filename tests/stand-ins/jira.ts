import type { AdfDocument } from '#pipelines/issue-body/adf.ts';
import { judgeAdf as judge } from '#tests/pipelines/issue-body/judge-adf.ts';
import { loadJiraContract } from './contract.ts';
import { type Answer, type Call, type Fault, type FaultyServer, startFaultyServer } from './faulty-server.ts';
import { answerJira } from './jira-answers.ts';
import { type JiraStoredIssue, type JiraStoredProject, type RESOLUTIONS, STATUSES } from './jira-objects.ts';

export type JiraOperation = 'create' | 'search' | 'comment' | 'update' | 'read';

export interface JiraStandIn extends FaultyServer<JiraOperation> {
  readonly isJudged: boolean;
  readonly issues: JiraStoredIssue[];
  /** How long it takes until a search shows what was written. */
  readonly lagSearchBy: (ms: number) => void;
  /** What people do in Jira. */
  readonly resolve: (key: string, resolution: (typeof RESOLUTIONS)[number]['name']) => void;
  readonly reopen: (key: string) => void;
  readonly move: (key: string, projectKey: string) => string;
  readonly remove: (key: string) => void;
}

export interface JiraState {
  /** `e-mail:token` to the name of the account. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly projects: readonly JiraStoredProject[];
  readonly issues: JiraStoredIssue[];
  /** Former key to issue id: Jira follows them. */
  readonly moved: Record<string, string>;
  readonly judgeAdf: ((document: unknown) => readonly string[]) | null;
  readonly indexLagMs: () => number;
  readonly nextSerial: () => number;
  readonly now: () => Date;
}

/**
 * A Jira Cloud site that remembers: what was created is read by its key at once and found by a search some time later. It
 * judges requests by Atlassian's published description and documents by Atlassian's schema, where those are at hand.
 */
export async function startJiraStandIn({
  accounts = { 'ana@example.org:token-of-ana': 'Ana' },
  projects = [{}],
  now = () => new Date(),
  port,
}: {
  readonly accounts?: Readonly<Record<string, string>>;
  readonly projects?: readonly Partial<JiraStoredProject>[];
  readonly now?: () => Date;
  readonly port?: number;
} = {}): Promise<JiraStandIn> {
  const contract = await loadJiraContract();
  let lagMs = 0;
  let serial = 0;
  const state: JiraState = {
    accounts,
    projects: projects.map((project, i) => ({
      id: String(10_100 + i),
      key: 'ACME',
      name: 'Acme',
      issueTypes: [
        { id: '10010', name: 'Bug' },
        { id: '10011', name: 'Task' },
        { id: '10012', name: 'Sub-task', subtask: true },
      ],
      fields: [],
      denied: [],
      ...project,
    })),
    issues: [],
    moved: {},
    judgeAdf: judge === null ? null : (document) => judge?.(document as AdfDocument) ?? [],
    indexLagMs: () => lagMs,
    nextSerial: () => {
      serial += 1;
      return serial;
    },
    now,
  };
  const find = (key: string) => {
    const issue = state.issues.find((candidate) => candidate.key === key);
    if (!issue) throw new Error(`the stand-in has no issue ${key}`);
    return issue;
  };
  const server = await startFaultyServer<JiraOperation>({
    ...(port === undefined ? {} : { port }),
    pathOf: ({ url }) => url.pathname,
    judge: ({ method, url, body }) => contract?.check(method, url.pathname, url.searchParams, body).errors ?? [],
    operationOf,
    answer: (call, violations) => answerJira(state, call, violations),
    refuse: refuseAs,
  });
  return {
    ...server,
    isJudged: contract !== null,
    issues: state.issues,
    lagSearchBy: (ms) => {
      lagMs = ms;
    },
    resolve: (key, resolution) =>
      void Object.assign(find(key), { status: STATUSES.done, resolution, updatedAt: now() }),
    reopen: (key) => void Object.assign(find(key), { status: STATUSES.doing, resolution: null, updatedAt: now() }),
    move: (key, projectKey) => {
      const issue = find(key);
      const number = state.issues.filter((other) => other.projectKey === projectKey).length + 1;
      state.moved[key] = issue.id;
      Object.assign(issue, { key: `${projectKey}-${number}`, projectKey, updatedAt: now() });
      return issue.key;
    },
    remove: (key) => void state.issues.splice(state.issues.indexOf(find(key)), 1),
  };
}

function operationOf({ method, url }: Call): JiraOperation {
  if (url.pathname.endsWith('/search/jql')) return 'search';
  if (method === 'GET') return 'read';
  if (url.pathname.endsWith('/rest/api/3/issue')) return 'create';
  return url.pathname.includes('/comment') ? 'comment' : 'update';
}

/** https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
function refuseAs(fault: Fault): Answer {
  switch (fault.type) {
    case 'secondary-limit':
    case 'too-many':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfter), 'ratelimit-reason': 'jira-burst-based' },
        body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
      };
    case 'invalid':
      return { status: 400, body: { errorMessages: fault.errors, errors: {} } };
    case 'forbidden':
      return { status: 403, body: { errorMessages: ['You do not have permission to create issues.'], errors: {} } };
    default:
      return { status: 502, body: { message: 'Bad Gateway' } };
  }
}
