import type { IssueRef } from '#server/trackers/tracker.ts';
import type { GithubConnection } from './open-github.ts';

/** Where an issue is in the API. A stored address on another host would take the token with it. */
export function issueAddress({ baseUrl, config }: GithubConnection, { number, apiUrl }: IssueRef): string {
  if (apiUrl?.startsWith(`${baseUrl}/`)) return apiUrl;
  return `${baseUrl}/repos/${config.owner}/${config.repo}/issues/${number}`;
}
