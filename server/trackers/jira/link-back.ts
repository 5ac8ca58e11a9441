import type { IssueRef, WriteOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraConnection, openJira } from './open-jira.ts';

/** A remote link, known by the push's marker: made again it is the same one. */
export async function linkBack(
  connection: JiraConnection,
  {
    issue,
    title,
    url,
    marker,
  }: { readonly issue: IssueRef; readonly title: string; readonly url: string; readonly marker: string },
): Promise<WriteOutcome> {
  try {
    const jira = await openJira(connection);
    await jira.issueRemoteLinks.createOrUpdateRemoteIssueLink({
      issueIdOrKey: issue.id,
      globalId: `refrain:${marker}`,
      relationship: 'Refrain',
      object: { url, title },
    });
    return { kind: 'written' };
  } catch (error) {
    return classifyFailure(error);
  }
}
