import { rankLikely } from '#server/trackers/rank-likely.ts';
import type { SearchOutcome } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraConnection, openJira } from './open-jira.ts';
import { ISSUE_FIELDS, JiraIssues } from './schema.ts';
import { toTrackerIssue } from './to-tracker-issue.ts';

const MOST_WORDS = 6;

/** @param words letters and digits only: they stand in a query. */
export async function searchIssues(
  connection: JiraConnection,
  { words }: { readonly words: readonly string[] },
): Promise<SearchOutcome> {
  const asked = words.filter((word) => /^[\p{L}\p{N}]+$/u.test(word)).slice(0, MOST_WORDS);
  if (asked.length === 0) return { kind: 'found', issues: [] };
  const { project } = connection.config;
  try {
    const jira = await openJira(connection);
    const answer = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      jql: `project = "${project}" AND statusCategory != Done AND (${asked.map((word) => `summary ~ "${word}"`).join(' OR ')}) ORDER BY updated DESC`,
      fields: ISSUE_FIELDS,
      maxResults: 30,
    });
    const found = JiraIssues.safeParse(answer);
    if (!found.success) return { kind: 'unknown', message: 'Jira’s list of issues could not be read.' };
    const issues = found.data.issues.map((issue) => ({
      ...toTrackerIssue(issue, connection.baseUrl),
      title: issue.fields.summary ?? '',
    }));
    return { kind: 'found', issues: rankLikely(issues, asked) };
  } catch (error) {
    return classifyFailure(error);
  }
}
