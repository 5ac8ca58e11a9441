/** What the stand-in keeps of an issue; the rest of GitHub's answer is derived from it. */
export interface StoredIssue {
  readonly number: number;
  readonly author: string;
  readonly createdAt: Date;
  updatedAt: Date;
  title: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: string[];
  assignees: string[];
  milestone: number | null;
  comments?: StoredComment[];
  /** Path of the issue that it became in another repository. */
  movedTo?: string;
}

export interface StoredComment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface StoredRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly hasIssues: boolean;
  readonly isArchived: boolean;
  /** Logins that may push; others may open issues, but their labels are dropped. */
  readonly writers: readonly string[];
  /** Logins that may not even read. */
  readonly strangers: readonly string[];
  /** Logins whose token lacks the permission on issues. */
  readonly withoutIssues: readonly string[];
  readonly milestones: readonly number[];
  readonly issues: StoredIssue[];
}

export function userObject(root: string, login: string) {
  const url = `${root}/users/${login}`;
  const id = [...login].reduce((sum, char) => sum * 31 + (char.codePointAt(0) ?? 0), 7) % 1_000_000;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${root}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: url,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

export function issueObject(root: string, repository: StoredRepository, issue: StoredIssue) {
  const repo = `${root}/repos/${repository.owner}/${repository.name}`;
  const url = `${repo}/issues/${issue.number}`;
  const id = repository.id * 100_000 + issue.number;
  return {
    id,
    node_id: `I_${id}`,
    url,
    repository_url: repo,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${root.replace(/\/api\/v3$/, '')}/${repository.owner}/${repository.name}/issues/${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: userObject(root, issue.author),
    labels: issue.labels.map((name, i) => labelObject(root, repository, name, id + i)),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: false,
    assignee: issue.assignees[0] === undefined ? null : userObject(root, issue.assignees[0]),
    assignees: issue.assignees.map((login) => userObject(root, login)),
    milestone: issue.milestone === null ? null : milestoneObject(root, repository, issue.milestone),
    comments: 0,
    created_at: writeTime(issue.createdAt),
    updated_at: writeTime(issue.updatedAt),
    closed_at: issue.state === 'closed' ? writeTime(issue.updatedAt) : null,
    author_association: 'CONTRIBUTOR',
  };
}

function labelObject(root: string, repository: StoredRepository, name: string, id: number) {
  const url = `${root}/repos/${repository.owner}/${repository.name}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: `LA_${id}`, url, name, description: null, color: 'ededed', default: false };
}

export function milestoneObject(root: string, repository: StoredRepository, number: number) {
  const url = `${root}/repos/${repository.owner}/${repository.name}/milestones/${number}`;
  return {
    url,
    html_url: url,
    labels_url: `${url}/labels`,
    id: number,
    node_id: `MI_${number}`,
    number,
    title: `Milestone ${number}`,
    description: null,
    creator: userObject(root, repository.owner),
    open_issues: 1,
    closed_issues: 0,
    state: 'open',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    closed_at: null,
    due_on: null,
  };
}

/** Of the about 90 keys that GitHub sends, those that tell something about the repository. */
export function repositoryObject(root: string, repository: StoredRepository, login: string) {
  const push = repository.writers.includes(login);
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: false,
    owner: userObject(root, repository.owner),
    has_issues: repository.hasIssues,
    archived: repository.isArchived,
    disabled: false,
    permissions: { admin: false, maintain: false, push, triage: push, pull: true },
  };
}

/** GitHub's times have no fraction of a second. */
function writeTime(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function commentObject(root: string, repository: StoredRepository, issue: StoredIssue, comment: StoredComment) {
  const repo = `${root}/repos/${repository.owner}/${repository.name}`;
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${repo}/issues/comments/${comment.id}`,
    html_url: `${root}/${repository.owner}/${repository.name}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repo}/issues/${issue.number}`,
    body: comment.body,
    user: userObject(root, comment.author),
    author_association: 'MEMBER',
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
  };
}
