import type { IssueRef, WriteOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { issueAddress } from './issue-address.ts';
import { type GithubConnection, openGithub } from './open-github.ts';

export async function updateIssue(
  connection: GithubConnection,
  { issue, title, body }: { readonly issue: IssueRef; readonly title: string; readonly body: string },
): Promise<WriteOutcome> {
  try {
    await openGithub(connection).request(`PATCH ${issueAddress(connection, issue)}`, { title, body });
    return { kind: 'written' };
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}
