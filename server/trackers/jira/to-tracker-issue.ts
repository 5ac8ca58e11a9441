import type { TrackerIssue } from '#server/trackers/tracker.ts';
import { issueUrl } from './open-jira.ts';
import type { JiraIssue } from './schema.ts';

/** Jira's statuses have any names; only their category says whether an issue is over. */
export function toTrackerIssue({ id, key, fields }: JiraIssue, baseUrl: string): TrackerIssue {
  return {
    id,
    nodeId: id,
    key,
    number: Number(key.slice(key.lastIndexOf('-') + 1)),
    url: issueUrl(baseUrl, key),
    state: fields.status?.statusCategory?.key === 'done' ? 'closed' : 'open',
    authorId: fields.creator?.accountId ?? null,
    createdAt: fields.created ?? new Date(0),
  };
}
