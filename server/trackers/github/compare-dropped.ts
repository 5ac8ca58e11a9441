import type { IssueFields } from '#server/trackers/tracker.ts';
import type { GithubIssue } from './schema.ts';

/** GitHub says nothing when it leaves out what the token may not set, so the answer is held against the request. */
export function compareDropped(requested: IssueFields, issue: GithubIssue): string[] {
  const labels = new Set(
    issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')).toLowerCase()),
  );
  const assignees = new Set((issue.assignees ?? []).map(({ login }) => login.toLowerCase()));
  const dropped = [
    ...requested.labels.filter((label) => !labels.has(label.toLowerCase())).map((label) => `label "${label}"`),
    ...(requested.assignees ?? [])
      .filter((login) => !assignees.has(login.toLowerCase()))
      .map((login) => `assignee ${login}`),
  ];
  if (requested.milestone !== undefined && issue.milestone?.number !== requested.milestone) {
    dropped.push(`milestone ${requested.milestone}`);
  }
  return dropped;
}
