import { z } from 'zod';
import { hasMarker } from '#pipelines/issue-body/render-markdown.ts';
import type { FindOutcome, IssueFields } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { compareDropped } from './compare-dropped.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubIssue, toTrackerIssue } from './schema.ts';

/** Clocks differ: GitHub's may be behind ours. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;
/** 5,000 issues since the first attempt: more than any repository sees in the minutes that matter. */
const MAX_PAGES = 50;

/**
 * Lists (searching lags behind) the issues made since the first attempt and keeps those with our marker. Authors are not
 * filtered: after an exchange of the token the issue that is looked for carries another name.
 */
export async function findIssuesByMarker(
  connection: GithubConnection,
  { marker, sentAt, fields }: { readonly marker: string; readonly sentAt: Date; readonly fields: IssueFields },
): Promise<FindOutcome> {
  const { owner, repo } = connection.config;
  const since = new Date(sentAt.getTime() - CLOCK_SKEW_MS);
  const octokit = openGithub(connection);
  const found: GithubIssue[] = [];
  try {
    let response = await octokit.request('GET /repos/{owner}/{repo}/issues', {
      owner,
      repo,
      state: 'all',
      since: since.toISOString(),
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    });
    for (let page = 1; ; page += 1) {
      const issues = z.array(GithubIssue).safeParse(response.data);
      if (!issues.success) return { kind: 'unknown', message: 'GitHub’s list of issues could not be read.' };
      found.push(...issues.data.filter((issue) => !issue.pull_request && hasMarker(issue.body ?? '', marker)));
      const next = nextPage(response.headers.link, connection.baseUrl);
      const isPast = issues.data.some((issue) => issue.created_at < since);
      if (next === null || isPast) break;
      if (page === MAX_PAGES)
        return { kind: 'unknown', message: 'Too many issues were made meanwhile to look through.' };
      response = (await octokit.request(`GET ${next}`)) as typeof response;
    }
  } catch (error) {
    return classifyFailure(error, new Date());
  }
  const issues = found
    .map((issue) => ({ ...toTrackerIssue(issue), dropped: compareDropped(fields, issue) }))
    .sort((a, b) => a.number - b.number);
  return { kind: 'found', issues };
}

/** Pages after the first stand at `/repositories/ID/issues`. A link to another origin would take the token with it. */
function nextPage(link: string | undefined, baseUrl: string): string | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined || !URL.canParse(next)) return null;
  return new URL(next).origin === new URL(baseUrl).origin ? next : null;
}
