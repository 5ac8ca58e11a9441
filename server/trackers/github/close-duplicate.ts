import type { CloseOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';

/** Closing a closed issue changes nothing, so this may be repeated. */
export async function closeDuplicate(
  connection: GithubConnection,
  { number }: { readonly number: number },
): Promise<CloseOutcome> {
  const { owner, repo } = connection.config;
  try {
    await openGithub(connection).rest.issues.update({
      owner,
      repo,
      issue_number: number,
      state: 'closed',
      state_reason: 'duplicate',
    });
    return { kind: 'closed' };
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}
