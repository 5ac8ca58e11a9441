import type { IssueFields } from '#server/trackers/tracker.ts';
import type { JiraIssue } from './schema.ts';

/** Automation of a project may change an issue as it is made; what was asked for and is not there is told. */
export function compareDropped(requested: IssueFields, { fields }: JiraIssue): string[] {
  const labels = new Set(fields.labels ?? []);
  const dropped = requested.labels.filter((label) => !labels.has(label)).map((label) => `label "${label}"`);
  const { priority } = requested;
  if (priority !== undefined && fields.priority?.id !== undefined && fields.priority.id !== priority) {
    dropped.push(`the chosen priority (it is ${fields.priority.name})`);
  }
  return dropped;
}
