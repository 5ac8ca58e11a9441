import type { CreateOutcome, IssueDraft } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { compareDropped } from './compare-dropped.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubIssue, toTrackerIssue } from './schema.ts';

/** One POST, never repeated. An answer that cannot be read counts as unknown: the issue may well be there. */
export async function createIssue(connection: GithubConnection, draft: IssueDraft): Promise<CreateOutcome> {
  const { owner, repo } = connection.config;
  const { labels, assignees = [], milestone } = draft.fields;
  try {
    const response = await openGithub(connection).rest.issues.create({
      owner,
      repo,
      title: draft.title,
      body: draft.body,
      ...(labels.length > 0 ? { labels: [...labels] } : {}),
      ...(assignees.length > 0 ? { assignees: [...assignees] } : {}),
      ...(milestone === undefined ? {} : { milestone }),
    });
    const issue = GithubIssue.safeParse(response.data);
    if (!issue.success) return { kind: 'unknown', message: 'GitHub’s answer could not be read.' };
    return { kind: 'created', issue: toTrackerIssue(issue.data), dropped: compareDropped(draft.fields, issue.data) };
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}
