import type { Answer } from './faulty-server.ts';
import type { StandInState } from './github.ts';
import { answerApp } from './github-apps.ts';
import {
  commentObject,
  issueObject,
  milestoneObject,
  repositoryObject,
  type StoredIssue,
  type StoredRepository,
  userObject,
} from './github-objects.ts';

// Limits that the published description does not state; both are quoted in many projects' issues
// (`body is too long (maximum is 65536 characters)`, `title is too long (maximum is 256 characters)`).
const BODY_MAXIMUM = 65_536;
const TITLE_MAXIMUM = 256;

interface Request {
  readonly root: string;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: unknown;
  readonly authorization: string;
  readonly violations: readonly string[];
}

export function answerRequest(state: StandInState, request: Request): Answer {
  const { root, method, path, violations } = request;
  const token = /^(?:token|bearer) (.+)$/i.exec(request.authorization)?.[1] ?? '';
  const minted = answerApp(state, { method, path, jwt: token });
  if (minted) return minted;
  const ofApp = state.appTokens.get(token);
  const login = ofApp && ofApp.expiresAt > state.now() ? ofApp.login : state.tokens[token];
  if (login === undefined) return { status: 401, body: { message: 'Bad credentials' } };
  if (violations.some((message) => message.startsWith('no operation'))) {
    return { status: 404, body: { message: 'Not Found' } };
  }
  if (violations.length > 0)
    return refuse(violations.map((message) => ({ message: `not in the contract: ${message}` })));
  if (ofApp && path === '/user') {
    return { status: 403, body: { message: 'Resource not accessible by integration' } };
  }
  if (method === 'GET' && path === '/user') return { status: 200, body: userObject(root, login) };

  if (path === '/search/issues') return searchIssues(state, request, login);
  const match = /^\/(?:repos\/([^/]+)\/([^/]+)|repositories\/(\d+))(\/.*)?$/.exec(path);
  const repository = state.repositories.find(
    ({ id, owner, name }) =>
      String(id) === match?.[3] || `${owner}/${name}`.toLowerCase() === `${match?.[1]}/${match?.[2]}`.toLowerCase(),
  );
  if (!match || !repository || repository.strangers.includes(login))
    return { status: 404, body: { message: 'Not Found' } };
  const rest = match[4] ?? '';
  if (method === 'GET' && rest === '') return { status: 200, body: repositoryObject(root, repository, login) };
  if (rest === '/milestones') {
    return { status: 200, body: repository.milestones.map((number) => milestoneObject(root, repository, number)) };
  }
  if (rest === '/assignees') return { status: 200, body: repository.writers.map((name) => userObject(root, name)) };
  if (!repository.hasIssues) return { status: 410, body: { message: 'Issues are disabled for this repo' } };
  if (repository.withoutIssues.includes(login)) {
    return { status: 403, body: { message: 'Resource not accessible by personal access token' } };
  }
  if (method !== 'GET' && repository.isArchived) {
    return { status: 403, body: { message: 'Repository was archived so is read-only.' } };
  }
  if (method === 'GET' && rest === '/issues') return listIssues(repository, request);
  if (method === 'POST' && rest === '/issues') return createIssue(state, repository, login, request);
  const commented = answerComments(state, repository, login, { ...request, rest });
  if (commented) return commented;
  const number = Number(/^\/issues\/(\d+)$/.exec(rest)?.[1]);
  const issue = repository.issues.find((candidate) => candidate.number === number);
  if (!issue) return { status: 404, body: { message: 'Not Found' } };
  if (issue.movedTo)
    return { status: 301, headers: { location: `${root}${issue.movedTo}` }, body: { message: 'Moved' } };
  if (method === 'PATCH') updateIssue(state, issue, request.body as Record<string, unknown>);
  return { status: 200, body: issueObject(root, repository, issue) };
}

function listIssues(repository: StoredRepository, { root, url }: Request): Answer {
  const query = url.searchParams;
  const state = query.get('state') ?? 'open';
  const since = query.has('since') ? new Date(String(query.get('since'))) : new Date(0);
  const creator = query.get('creator');
  const perPage = Math.min(100, Number(query.get('per_page') ?? 30));
  const page = Number(query.get('page') ?? 1);
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const matching = repository.issues
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => issue.updatedAt >= since && (creator === null || issue.author === creator))
    .sort((a, b) => sign * (a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number));
  const shown = matching.slice((page - 1) * perPage, page * perPage);
  const headers: Record<string, string> = {};
  if (page * perPage < matching.length) {
    const next = new URL(`${root}/repositories/${repository.id}/issues${url.search}`);
    next.searchParams.set('page', String(page + 1));
    headers.link = `<${next.href}>; rel="next"`;
  }
  return { status: 200, headers, body: shown.map((issue) => issueObject(root, repository, issue)) };
}

function createIssue(
  state: StandInState,
  repository: StoredRepository,
  login: string,
  { root, body }: Request,
): Answer {
  const {
    title,
    body: text = '',
    labels = [],
    assignees = [],
    milestone,
  } = body as {
    title: string;
    body?: string;
    labels?: (string | { name: string })[];
    assignees?: string[];
    milestone?: number;
  };
  const faults = [];
  if (typeof title !== 'string' || title.trim() === '') {
    faults.push({ resource: 'Issue', code: 'missing_field', field: 'title' });
  } else if (title.length > TITLE_MAXIMUM) faults.push(tooLong('title', TITLE_MAXIMUM));
  if (text.length > BODY_MAXIMUM) faults.push(tooLong('body', BODY_MAXIMUM));
  const mayPush = repository.writers.includes(login);
  if (mayPush && milestone !== undefined && !repository.milestones.includes(milestone)) {
    faults.push({ resource: 'Issue', code: 'invalid', field: 'milestone' });
  }
  if (faults.length > 0) return refuse(faults);

  const now = state.now();
  const issue: StoredIssue = {
    number: Math.max(0, ...repository.issues.map(({ number }) => number)) + 1,
    author: login,
    createdAt: now,
    updatedAt: now,
    title: title.trim(),
    body: text,
    state: 'open',
    stateReason: null,
    labels: mayPush ? labels.map((label) => (typeof label === 'string' ? label : label.name)) : [],
    assignees: mayPush ? assignees : [],
    milestone: mayPush ? (milestone ?? null) : null,
  };
  repository.issues.push(issue);
  return { status: 201, body: issueObject(root, repository, issue) };
}

function answerComments(
  state: StandInState,
  repository: StoredRepository,
  login: string,
  { root, method, url, body, rest }: Request & { readonly rest: string },
): Answer | null {
  const given = (body as { body?: string } | undefined)?.body ?? '';
  const below = /^\/issues\/(\d+)\/comments$/.exec(rest)?.[1];
  if (below !== undefined) {
    const issue = repository.issues.find(({ number }) => number === Number(below));
    if (!issue) return { status: 404, body: { message: 'Not Found' } };
    issue.comments ??= [];
    if (method === 'GET') {
      const perPage = Number(url.searchParams.get('per_page') ?? 30);
      const from = (Number(url.searchParams.get('page') ?? 1) - 1) * perPage;
      const shown = issue.comments.slice(from, from + perPage);
      return { status: 200, body: shown.map((comment) => commentObject(root, repository, issue, comment)) };
    }
    const id = 1 + repository.issues.reduce((sum, { comments = [] }) => sum + comments.length, 0);
    const comment = { id, author: login, body: given };
    issue.comments.push(comment);
    issue.updatedAt = state.now();
    return { status: 201, body: commentObject(root, repository, issue, comment) };
  }
  const commentId = /^\/issues\/comments\/(\d+)$/.exec(rest)?.[1];
  if (commentId === undefined) return null;
  for (const issue of repository.issues) {
    const comment = issue.comments?.find(({ id }) => id === Number(commentId));
    if (!comment) continue;
    if (method === 'PATCH') {
      comment.body = given;
      issue.updatedAt = state.now();
    }
    return { status: 200, body: commentObject(root, repository, issue, comment) };
  }
  return { status: 404, body: { message: 'Not Found' } };
}

/** Understands the one form of search that Refrain asks: quoted words of which one is enough. */
function searchIssues(state: StandInState, { root, url }: Request, login: string): Answer {
  const query = url.searchParams.get('q') ?? '';
  const name = /repo:(\S+)/.exec(query)?.[1];
  const repository = state.repositories.find((candidate) => `${candidate.owner}/${candidate.name}` === name);
  if (!repository || repository.strangers.includes(login))
    return refuse([{ message: 'The listed repositories cannot be searched.' }]);
  const words = [...query.matchAll(/"([^"]+)"/g)].map(([, word]) => String(word).toLowerCase());
  const items = repository.issues
    .filter(
      ({ state: stands, title, body }) =>
        stands === 'open' && words.some((word) => `${title} ${body}`.toLowerCase().includes(word)),
    )
    .map((issue) => ({ ...issueObject(root, repository, issue), score: 1 }));
  return { status: 200, body: { total_count: items.length, incomplete_results: false, items } };
}

function updateIssue(state: StandInState, issue: StoredIssue, change: Record<string, unknown>): void {
  if (change.state === 'closed' || change.state === 'open') {
    issue.state = change.state;
    const reason = change.state_reason ?? (change.state === 'closed' ? 'completed' : 'reopened');
    issue.stateReason = String(reason);
  }
  if (typeof change.title === 'string') issue.title = change.title;
  if (typeof change.body === 'string') issue.body = change.body;
  issue.updatedAt = state.now();
}

function tooLong(field: string, maximum: number) {
  return {
    resource: 'Issue',
    code: 'custom',
    field,
    message: `${field} is too long (maximum is ${maximum} characters)`,
  };
}

function refuse(errors: readonly unknown[]): Answer {
  return { status: 422, body: { message: 'Validation Failed', errors } };
}
