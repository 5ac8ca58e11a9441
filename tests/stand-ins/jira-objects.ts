/** What the stand-in keeps of an issue. */
export interface JiraStoredIssue {
  readonly id: string;
  key: string;
  projectKey: string;
  readonly creator: string;
  readonly createdAt: Date;
  updatedAt: Date;
  status: JiraStatus;
  resolution: string | null;
  readonly fields: Record<string, unknown>;
  readonly properties: Record<string, unknown>;
  readonly comments: {
    readonly id: string;
    readonly author: string;
    body: unknown;
    readonly created: Date;
    updated: Date;
  }[];
  readonly remoteLinks: { readonly id: number; readonly globalId: string; object: unknown }[];
  readonly duplicates: string[];
}

export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}
export const STATUSES = {
  todo: { id: '10000', name: 'To Do', category: 'new' },
  doing: { id: '3', name: 'In Progress', category: 'indeterminate' },
  done: { id: '10001', name: 'Erledigt', category: 'done' },
} as const satisfies Record<string, JiraStatus>;
export const RESOLUTIONS = [
  { id: '10000', name: 'Done' },
  { id: '10001', name: "Won't Do" },
  { id: '10002', name: 'Duplicate' },
] as const;

/** Create metadata of one field, as Jira writes it. */
export interface JiraStoredField {
  readonly fieldId: string;
  readonly name: string;
  readonly required: boolean;
  readonly hasDefaultValue?: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly allowedValues?: readonly unknown[];
}
export interface JiraStoredProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly issueTypes: readonly { readonly id: string; readonly name: string; readonly subtask?: boolean }[];
  readonly fields: readonly JiraStoredField[];
  /** Names of permissions that nobody has here. */
  readonly denied: readonly string[];
}

export const STANDARD_FIELDS: readonly JiraStoredField[] = [
  { fieldId: 'summary', name: 'Summary', required: true, schema: { type: 'string', system: 'summary' } },
  { fieldId: 'issuetype', name: 'Issue Type', required: true, schema: { type: 'issuetype', system: 'issuetype' } },
  { fieldId: 'project', name: 'Project', required: true, schema: { type: 'project', system: 'project' } },
  { fieldId: 'description', name: 'Description', required: false, schema: { type: 'string', system: 'description' } },
  { fieldId: 'labels', name: 'Labels', required: false, schema: { type: 'array', items: 'string', system: 'labels' } },
  {
    fieldId: 'priority',
    name: 'Priority',
    required: true,
    hasDefaultValue: true,
    schema: { type: 'priority', system: 'priority' },
    allowedValues: [
      { id: '2', name: 'High' },
      { id: '3', name: 'Medium' },
    ],
  },
];

export function userOf(root: string, name: string) {
  return {
    self: `${root}/rest/api/3/user?accountId=${name}`,
    accountId: `5b10a2844c20165700ede2${name}`,
    accountType: 'atlassian',
    displayName: name,
    active: true,
  };
}

export function issueOf(
  root: string,
  issue: JiraStoredIssue,
  wanted: readonly string[],
  properties: readonly string[],
) {
  const { status, resolution } = issue;
  const all: Record<string, unknown> = {
    ...issue.fields,
    status: {
      self: `${root}/rest/api/3/status/${status.id}`,
      id: status.id,
      name: status.name,
      statusCategory: { id: 2, key: status.category, name: status.category },
    },
    resolution: resolution === null ? null : RESOLUTIONS.find(({ name }) => name === resolution),
    priority: issue.fields.priority ?? { id: '3', name: 'Medium' },
    creator: userOf(root, issue.creator),
    created: writeTime(issue.createdAt),
    updated: writeTime(issue.updatedAt),
  };
  const shown = wanted.includes('*all') || wanted.length === 0 ? Object.keys(all) : wanted;
  return {
    id: issue.id,
    key: issue.key,
    self: `${root}/rest/api/3/issue/${issue.id}`,
    fields: Object.fromEntries(shown.filter((name) => name in all).map((name) => [name, all[name]])),
    ...(properties.length > 0
      ? {
          properties: Object.fromEntries(properties.map((name) => [name, issue.properties[name]]).filter(([, v]) => v)),
        }
      : {}),
  };
}

export function commentOf(root: string, issue: JiraStoredIssue, comment: JiraStoredIssue['comments'][number]) {
  return {
    self: `${root}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    author: userOf(root, comment.author),
    body: comment.body,
    created: writeTime(comment.created),
    updated: writeTime(comment.updated),
  };
}

/** `2026-05-03T10:00:00.000+0000`: Jira writes no colon in the offset. */
function writeTime(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}
