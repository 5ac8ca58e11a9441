import type { CloseOutcome, TrackerIssue } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';

/** Closing a closed issue changes nothing, so this may be repeated. */
export async function closeDuplicate(
  connection: GithubConnection,
  { duplicate }: { readonly duplicate: TrackerIssue },
): Promise<CloseOutcome> {
  const { owner, repo } = connection.config;
  try {
    await openGithub(connection).rest.issues.update({
      owner,
      repo,
      issue_number: duplicate.number,
      state: 'closed',
      state_reason: 'duplicate',
    });
    return { kind: 'closed' };
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}
