import type { CreateOutcome, IssueDraft } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { compareDropped } from './compare-dropped.ts';
import { MARKER_PROPERTY, markerLabel } from './marker-label.ts';
import { issueUrl, type JiraClient, type JiraConnection, openJira } from './open-jira.ts';
import { ISSUE_FIELDS, JiraCreated, JiraIssue } from './schema.ts';
import { toTrackerIssue } from './to-tracker-issue.ts';

/**
 * One POST, never repeated, that carries label and property at once: an issue without its label could not be found
 * again. Jira's answer holds little more than the key, so the issue is read afterwards.
 */
export async function createIssue(connection: JiraConnection, draft: IssueDraft): Promise<CreateOutcome> {
  const { project } = connection.config;
  const { labels, issueType, priority, values = {} } = draft.fields;
  const jira = await openJira(connection);
  let created: unknown;
  try {
    created = await jira.issues.createIssue({
      fields: {
        // Fixed values stand first: none of them may take the place of what the report says.
        ...values,
        project: { key: project },
        issuetype: { id: issueType ?? '' },
        summary: draft.title,
        description: JSON.parse(draft.body),
        labels: [...labels, markerLabel(draft.marker)],
        ...(priority === undefined ? {} : { priority: { id: priority } }),
      },
      properties: [{ key: MARKER_PROPERTY, value: { marker: draft.marker } }],
    });
  } catch (error) {
    return classifyFailure(error);
  }
  const answer = JiraCreated.safeParse(created);
  if (!answer.success) return { kind: 'unknown', message: 'Jira’s answer could not be read.' };
  return readCreated(jira, connection, draft, answer.data);
}

/** Reading by key is never behind. Where it fails all the same, the issue is there and that is what counts. */
async function readCreated(
  jira: JiraClient,
  { baseUrl }: JiraConnection,
  { fields }: IssueDraft,
  { id, key }: JiraCreated,
): Promise<CreateOutcome> {
  try {
    const issue = JiraIssue.parse(await jira.issues.getIssue({ issueIdOrKey: key, fields: ISSUE_FIELDS }));
    return { kind: 'created', issue: toTrackerIssue(issue, baseUrl), dropped: compareDropped(fields, issue) };
  } catch {
    const number = Number(key.slice(key.lastIndexOf('-') + 1));
    const issue = { id, nodeId: id, key, number, url: issueUrl(baseUrl, key), state: 'open', authorId: null };
    return { kind: 'created', issue: { ...issue, createdAt: new Date() }, dropped: [] };
  }
}
