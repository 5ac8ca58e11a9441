import { z } from 'zod';
import { rankLikely } from '#server/trackers/rank-likely.ts';
import type { SearchOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubIssue, toTrackerIssue } from './schema.ts';

const Found = z.object({ items: z.array(GithubIssue) });
/** GitHub takes five operators in one search. */
const MOST_WORDS = 6;

/** The search tells issues that have been there for a while; what was made in the last minute it may not know. */
export async function searchIssues(
  connection: GithubConnection,
  { words }: { readonly words: readonly string[] },
): Promise<SearchOutcome> {
  const asked = words.slice(0, MOST_WORDS);
  if (asked.length === 0) return { kind: 'found', issues: [] };
  const { owner, repo } = connection.config;
  try {
    const { data } = await openGithub(connection).request('GET /search/issues', {
      q: `repo:${owner}/${repo} is:issue is:open ${asked.map((word) => `"${word}"`).join(' OR ')}`,
      per_page: 30,
    });
    const found = Found.safeParse(data);
    if (!found.success) return { kind: 'unknown', message: 'GitHub’s answer could not be read.' };
    const issues = found.data.items
      .filter(({ pull_request }) => !pull_request)
      .map((issue) => ({ ...toTrackerIssue(issue), title: issue.title ?? '' }));
    return { kind: 'found', issues: rankLikely(issues, asked) };
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}
