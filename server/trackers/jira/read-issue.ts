import type { IssueStatus } from '#db/schema.ts';
import type { ReadOutcome } from '#server/trackers/issue-reading.ts';
import { classifyFailure } from './classify-failure.ts';
import { issueUrl, type JiraConnection, openJira } from './open-jira.ts';
import { ISSUE_FIELDS, JiraIssue } from './schema.ts';

/** Resolutions have any names; these words say in the usual ones that nothing was built. */
const DECLINED =
  /won['’]?t|not |cannot|can['’]t|declin|reject|invalid|abandon|obsolete|incomplete|works as|by design|cancel/i;

/** Reads an issue by its id, which stays when it is moved to another project. */
export async function readIssue(connection: JiraConnection, { id }: { readonly id: string }): Promise<ReadOutcome> {
  try {
    const jira = await openJira(connection);
    const answer = await jira.issues.getIssue({ issueIdOrKey: id, fields: [...ISSUE_FIELDS, 'description'] });
    const issue = JiraIssue.safeParse(answer);
    if (!issue.success) return { kind: 'unknown', message: 'Jira’s answer could not be read.' };
    const { key, fields } = issue.data;
    return {
      kind: 'issue',
      id: issue.data.id,
      key,
      number: Number(key.slice(key.lastIndexOf('-') + 1)),
      url: issueUrl(connection.baseUrl, key),
      apiUrl: null,
      status: readStatus(fields),
      statusText: [fields.status?.name, fields.resolution?.name].filter(Boolean).join(', ') || 'open',
      updatedAt: fields.updated ?? new Date(0),
      title: fields.summary ?? '',
      body: fields.description ? JSON.stringify(fields.description) : '',
    };
  } catch (error) {
    const failure = classifyFailure(error);
    return failure.kind === 'rejected' && failure.code === 'not_found' ? { kind: 'gone' } : failure;
  }
}

/** By the status' category and the resolution, never by the status' name: teams call their statuses as they like. */
function readStatus({ status, resolution }: JiraIssue['fields']): IssueStatus {
  if (status?.statusCategory?.key !== 'done') return 'open';
  const name = resolution?.name ?? '';
  if (/duplicate/i.test(name)) return 'duplicate';
  return DECLINED.test(name) ? 'not_planned' : 'completed';
}
