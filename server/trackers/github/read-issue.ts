import type { ReadOutcome } from '#server/trackers/issue-reading.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubIssue } from './schema.ts';

/**
 * Reads an issue where it was last. GitHub leads on from an issue that was transferred; one that is not there although the
 * repository is was deleted.
 */
export async function readIssue(
  connection: GithubConnection,
  { number, apiUrl }: { readonly number: number; readonly apiUrl: string | null },
): Promise<ReadOutcome> {
  const { owner, repo } = connection.config;
  const octokit = openGithub(connection);
  // A stored address on another host would take the token with it.
  const isOwn = apiUrl?.startsWith(`${connection.baseUrl}/`);
  try {
    const response = isOwn
      ? await octokit.request(`GET ${apiUrl}`)
      : await octokit.rest.issues.get({ owner, repo, issue_number: number });
    const issue = GithubIssue.safeParse(response.data);
    if (!issue.success) return { kind: 'unknown', message: 'GitHub’s answer could not be read.' };
    return toReading(issue.data);
  } catch (error) {
    const failure = classifyFailure(error, new Date());
    if (failure.kind !== 'rejected') return failure;
    if (failure.code === 'issues_disabled') return { kind: 'gone' };
    if (failure.code !== 'not_found') return failure;
    return (await isRepositoryThere(octokit, owner, repo)) ? { kind: 'gone' } : failure;
  }
}

async function isRepositoryThere(
  octokit: ReturnType<typeof openGithub>,
  owner: string,
  repo: string,
): Promise<boolean> {
  try {
    await octokit.rest.repos.get({ owner, repo });
    return true;
  } catch (error) {
    classifyFailure(error, new Date());
    return false;
  }
}

function toReading(issue: GithubIssue): ReadOutcome {
  const { state, state_reason: reason } = issue;
  const isClosed = state === 'closed';
  const declined = reason === 'not_planned' || reason === 'duplicate' ? reason : 'completed';
  return {
    kind: 'issue',
    id: String(issue.id),
    key: `#${issue.number}`,
    number: issue.number,
    url: issue.html_url,
    apiUrl: issue.url ?? null,
    status: isClosed ? declined : 'open',
    statusText: isClosed ? `closed as ${declined.replace('_', ' ')}` : 'open',
    updatedAt: issue.updated_at ?? issue.created_at,
    title: issue.title ?? '',
    body: issue.body ?? '',
  };
}
