import type { IssueRef, WriteOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraConnection, openJira } from './open-jira.ts';

/** @param body an Atlassian document as JSON, or empty. */
export async function updateIssue(
  connection: JiraConnection,
  { issue, title, body }: { readonly issue: IssueRef; readonly title: string; readonly body: string },
): Promise<WriteOutcome> {
  try {
    const jira = await openJira(connection);
    await jira.issues.editIssue({
      issueIdOrKey: issue.id,
      fields: { summary: title, ...(body === '' ? {} : { description: JSON.parse(body) }) },
    });
    return { kind: 'written' };
  } catch (error) {
    return classifyFailure(error);
  }
}
