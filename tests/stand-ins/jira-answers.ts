import type { Answer, Call } from './faulty-server.ts';
import type { JiraState } from './jira.ts';
import {
  commentOf,
  issueOf,
  type JiraStoredIssue,
  type JiraStoredProject,
  RESOLUTIONS,
  STANDARD_FIELDS,
  STATUSES,
  userOf,
} from './jira-objects.ts';

// Not in the published description; see mozilla/jira-bugzilla-integration#1030 and ParabolInc/parabol#6066.
const TEXT_MAXIMUM = 32_767;
const SUMMARY_MAXIMUM = 255;
const MISSING = 'Issue does not exist or you do not have permission to see it.';

export function answerJira(state: JiraState, call: Call, violations: readonly string[]): Answer {
  const account = Buffer.from(call.authorization.replace(/^Basic /, ''), 'base64').toString();
  const name = state.accounts[account];
  if (name === undefined) return { status: 401, body: { errorMessages: ['You are not authenticated.'], errors: {} } };
  if (violations.some((message) => message.startsWith('no operation'))) {
    return { status: 404, body: { errorMessages: ['null for uri'], errors: {} } };
  }
  if (violations.length > 0) return refuse(violations.map((message) => `not in the contract: ${message}`));
  const path = call.url.pathname.replace('/rest/api/3/', '');
  const body = (call.body ?? {}) as Record<string, unknown>;
  if (path === 'myself') return { status: 200, body: userOf(call.root, name) };
  if (path === 'mypermissions') return listPermissions(state, call);
  if (path === 'issueLinkType') {
    const type = { id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' };
    return { status: 200, body: { issueLinkTypes: [type] } };
  }
  if (path === 'issueLink') return linkIssues(state, body);
  if (path === 'search/jql') return search(state, call.root, body);
  if (path === 'issue') return createIssue(state, call.root, name, body);
  const project = /^project\/([^/]+)$/.exec(path)?.[1] ?? /^issue\/createmeta\/([^/]+)/.exec(path)?.[1];
  if (project !== undefined) return describeProject(state, call, path, project);
  const [, key = '', rest = ''] = /^issue\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  const issue = state.issues.find((candidate) => candidate.key === key || candidate.id === key);
  const moved = state.moved[key];
  const found = issue ?? state.issues.find(({ id }) => id === moved);
  if (!found) return { status: 404, body: { errorMessages: [MISSING], errors: {} } };
  return answerIssue(state, call, name, { issue: found, rest, body });
}

function listPermissions(state: JiraState, { url }: Call): Answer {
  const project = findProject(state, url.searchParams.get('projectKey') ?? '');
  const names = (url.searchParams.get('permissions') ?? '').split(',').filter(Boolean);
  const list = names.map((key) => [
    key,
    { key, havePermission: project !== undefined && !project.denied.includes(key) },
  ]);
  return { status: 200, body: { permissions: Object.fromEntries(list) } };
}

function describeProject(state: JiraState, { root }: Call, path: string, key: string): Answer {
  const project = findProject(state, key);
  if (!project)
    return { status: 404, body: { errorMessages: [`No project could be found with key '${key}'.`], errors: {} } };
  if (path.startsWith('project/')) {
    const { id, name } = project;
    return { status: 200, body: { self: `${root}/rest/api/3/project/${id}`, id, key: project.key, name } };
  }
  if (path.endsWith('/issuetypes')) {
    const issueTypes = project.denied.includes('CREATE_ISSUES')
      ? []
      : project.issueTypes.map((type) => ({ subtask: false, ...type }));
    return { status: 200, body: { startAt: 0, maxResults: 200, total: issueTypes.length, issueTypes } };
  }
  const fields = fieldsOf(project).map((field) => ({
    ...field,
    key: field.fieldId,
    hasDefaultValue: field.hasDefaultValue ?? false,
    operations: ['set'],
  }));
  return { status: 200, body: { startAt: 0, maxResults: 200, total: fields.length, fields } };
}

function createIssue(state: JiraState, root: string, creator: string, body: Record<string, unknown>): Answer {
  const fields = (body.fields ?? {}) as Record<string, unknown>;
  const project = findProject(state, String((fields.project as { key?: string } | undefined)?.key ?? ''));
  if (!project) return refuse([], { project: 'valid project is required' });
  const type = (fields.issuetype as { id?: string } | undefined)?.id;
  if (!project.issueTypes.some(({ id }) => id === type))
    return refuse([], { issuetype: 'valid issue type is required' });
  const faults = judgeFields(state, project, fields);
  if (Object.keys(faults).length > 0) return refuse([], faults);
  const serial = state.nextSerial();
  const now = state.now();
  const number = state.issues.filter(({ projectKey }) => projectKey === project.key).length + 1;
  const properties = (body.properties ?? []) as { key: string; value: unknown }[];
  const { project: _project, ...kept } = fields;
  const issue: JiraStoredIssue = {
    id: String(10_000 + serial),
    key: `${project.key}-${number}`,
    projectKey: project.key,
    creator,
    createdAt: now,
    updatedAt: now,
    status: STATUSES.todo,
    resolution: null,
    fields: kept,
    properties: Object.fromEntries(properties.map(({ key, value }) => [key, value])),
    comments: [],
    remoteLinks: [],
    duplicates: [],
  };
  state.issues.push(issue);
  const { id, key } = issue;
  return { status: 201, body: { id, key, self: `${root}/rest/api/3/issue/${id}` } };
}

function judgeFields(state: JiraState, project: JiraStoredProject, fields: Record<string, unknown>) {
  const faults: Record<string, string> = {};
  const known = fieldsOf(project);
  for (const name of Object.keys(fields)) {
    if (!known.some(({ fieldId }) => fieldId === name)) {
      faults[name] = `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    }
  }
  for (const field of known) {
    const value = fields[field.fieldId];
    const isEmpty = value === undefined || value === null || value === '';
    if (field.required && !field.hasDefaultValue && isEmpty) faults[field.fieldId] = `${field.name} is required.`;
    const options = field.allowedValues as { id: string }[] | undefined;
    const chosen = (value as { id?: string } | undefined)?.id;
    if (options && !Array.isArray(value) && !isEmpty && !options.some(({ id }) => id === chosen)) {
      faults[field.fieldId] = `Specify a valid value for ${field.name}`;
    }
    if (field.schema.type === 'number' && !isEmpty && typeof value !== 'number')
      faults[field.fieldId] = 'must be a number';
  }
  const summary = String(fields.summary ?? '');
  if (summary.length > SUMMARY_MAXIMUM) faults.summary = 'Summary must be less than 255 characters.';
  if (summary.includes('\n')) faults.summary = 'The summary is invalid because it contains newline characters.';
  const description = judgeDocument(state, fields.description);
  if (description) faults.description = description;
  if ((fields.labels as string[] | undefined)?.some((label) => /\s/.test(label))) {
    faults.labels = 'The label contains spaces which is invalid.';
  }
  return faults;
}

/** Long text has to be a document by Atlassian's schema, and short enough once it is plain text again. */
function judgeDocument(state: JiraState, document: unknown): string | null {
  if (document === undefined || document === null) return null;
  if (typeof document === 'string')
    return 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
  const faults = state.judgeAdf?.(document) ?? [];
  if (faults.length > 0) return `INVALID_INPUT: ${faults.join('; ')}`;
  return plainText(document).length > TEXT_MAXIMUM
    ? `The entered text is too long. It exceeds the allowed limit of ${TEXT_MAXIMUM} characters.`
    : null;
}

function plainText(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { text, content } = node as { text?: string; content?: unknown[] };
  return (text ?? '') + (content ?? []).map(plainText).join('\n');
}

function answerIssue(
  state: JiraState,
  { root, method, url }: Call,
  name: string,
  { issue, rest, body }: { issue: JiraStoredIssue; rest: string; body: Record<string, unknown> },
): Answer {
  const list = (key: string) => (url.searchParams.get(key) ?? '').split(',').filter(Boolean);
  const changed = () => {
    issue.updatedAt = state.now();
  };
  if (rest === '' && method === 'GET')
    return { status: 200, body: issueOf(root, issue, list('fields'), list('properties')) };
  if (rest === '' && method === 'PUT') {
    const fields = (body.fields ?? {}) as Record<string, unknown>;
    const fault = judgeDocument(state, fields.description);
    if (fault) return refuse([], { description: fault });
    Object.assign(issue.fields, fields);
    changed();
    return { status: 204, body: undefined };
  }
  if (rest === 'transitions' && method === 'GET')
    return { status: 200, body: { transitions: transitionsOf(issue, state) } };
  if (rest === 'transitions') {
    const id = (body.transition as { id?: string } | undefined)?.id;
    const transition = transitionsOf(issue, state).find((candidate) => candidate.id === id);
    if (!transition) return refuse(['The transition is not valid for the current status.']);
    const resolution = ((body.fields ?? {}) as { resolution?: { id?: string } }).resolution?.id;
    if (id === '31' && resolution === undefined) return refuse([], { resolution: 'Resolution is required.' });
    issue.status = id === '31' ? STATUSES.done : STATUSES.todo;
    issue.resolution = id === '31' ? (RESOLUTIONS.find((known) => known.id === resolution)?.name ?? null) : null;
    changed();
    return { status: 204, body: undefined };
  }
  if (rest === 'remotelink') {
    const globalId = String(body.globalId ?? '');
    const known = issue.remoteLinks.find((link) => link.globalId === globalId);
    if (known) known.object = body.object;
    else issue.remoteLinks.push({ id: issue.remoteLinks.length + 1, globalId, object: body.object });
    const id = known?.id ?? issue.remoteLinks.length;
    return { status: known ? 200 : 201, body: { id, self: `${root}/rest/api/3/issue/${issue.id}/remotelink/${id}` } };
  }
  return answerComments(state, { root, method, name, issue, rest, body });
}

function answerComments(
  state: JiraState,
  call: {
    root: string;
    method: string;
    name: string;
    issue: JiraStoredIssue;
    rest: string;
    body: Record<string, unknown>;
  },
): Answer {
  const { root, method, issue, rest, body } = call;
  if (rest === 'comment' && method === 'GET') {
    const comments = issue.comments.map((comment) => commentOf(root, issue, comment));
    return { status: 200, body: { startAt: 0, maxResults: 5000, total: comments.length, comments } };
  }
  const fault = method === 'GET' || method === 'DELETE' ? null : judgeDocument(state, body.body);
  if (fault) return refuse([], { comment: fault });
  if (rest === 'comment') {
    const now = state.now();
    const comment = {
      id: String(20_000 + state.nextSerial()),
      author: call.name,
      body: body.body,
      created: now,
      updated: now,
    };
    issue.comments.push(comment);
    issue.updatedAt = now;
    return { status: 201, body: commentOf(root, issue, comment) };
  }
  const comment = issue.comments.find(({ id }) => rest === `comment/${id}`);
  if (!comment) return { status: 404, body: { errorMessages: ['Can not find a comment for the id.'], errors: {} } };
  if (method === 'PUT') {
    comment.body = body.body;
    comment.updated = state.now();
    issue.updatedAt = comment.updated;
  }
  return { status: 200, body: commentOf(root, issue, comment) };
}

function transitionsOf(issue: JiraStoredIssue, state: JiraState) {
  if (findProject(state, issue.projectKey)?.denied.includes('TRANSITION_ISSUES')) return [];
  const resolution = {
    required: true,
    name: 'Resolution',
    key: 'resolution',
    operations: ['set'],
    schema: { type: 'resolution' },
    allowedValues: RESOLUTIONS,
  };
  const to = (status: (typeof STATUSES)[keyof typeof STATUSES]) => ({
    id: status.id,
    name: status.name,
    statusCategory: { id: 2, key: status.category, name: status.category },
  });
  return issue.status.category === 'done'
    ? [{ id: '11', name: 'Reopen', to: to(STATUSES.todo), fields: {} }]
    : [{ id: '31', name: 'Fertig', to: to(STATUSES.done), fields: { resolution } }];
}

function linkIssues(state: JiraState, body: Record<string, unknown>): Answer {
  const key = (side: string) => String((body[side] as { key?: string } | undefined)?.key);
  const issue = state.issues.find((candidate) => candidate.key === key('inwardIssue'));
  if (!issue) return { status: 404, body: { errorMessages: [MISSING], errors: {} } };
  issue.duplicates.push(key('outwardIssue'));
  return { status: 201, body: undefined };
}

/** Understands the queries that Refrain asks. What was written lately is not found yet. */
function search(state: JiraState, root: string, body: Record<string, unknown>): Answer {
  const jql = String(body.jql ?? '');
  const label = /labels = "([^"]+)"/.exec(jql)?.[1];
  const project = /project = "([^"]+)"/.exec(jql)?.[1];
  const words = [...jql.matchAll(/summary ~ "([^"]+)"/g)].map(([, word]) => String(word).toLowerCase());
  if (label === undefined && project === undefined) return refuse([`Error in the JQL Query: ${jql}`]);
  const indexedUntil = state.now().getTime() - state.indexLagMs();
  const issues = state.issues
    .filter(({ createdAt }) => createdAt.getTime() <= indexedUntil)
    .filter(({ fields }) => label === undefined || ((fields.labels ?? []) as string[]).includes(label))
    .filter(({ projectKey }) => project === undefined || projectKey === project)
    .filter(({ fields }) => {
      const summary = String(fields.summary).toLowerCase();
      return words.length === 0 || words.some((word) => summary.includes(word.replace(/\*$/, '')));
    });
  const wanted = (body.fields ?? []) as string[];
  const properties = (body.properties ?? []) as string[];
  return {
    status: 200,
    body: { isLast: true, issues: issues.map((issue) => issueOf(root, issue, wanted, properties)) },
  };
}

function findProject(state: JiraState, key: string): JiraStoredProject | undefined {
  return state.projects.find((project) => project.key === key || project.id === key);
}

function fieldsOf(project: JiraStoredProject) {
  const own = new Set(project.fields.map(({ fieldId }) => fieldId));
  return [...STANDARD_FIELDS.filter(({ fieldId }) => !own.has(fieldId)), ...project.fields];
}

function refuse(errorMessages: readonly string[], errors: Readonly<Record<string, string>> = {}): Answer {
  return { status: 400, body: { errorMessages, errors } };
}
