import type { FindOutcome, IssueFields } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { compareDropped } from './compare-dropped.ts';
import { hasMarkerProperty, MARKER_PROPERTY, markerLabel } from './marker-label.ts';
import { type JiraConnection, openJira } from './open-jira.ts';
import { ISSUE_FIELDS, JiraIssues } from './schema.ts';
import { toTrackerIssue } from './to-tracker-issue.ts';

/** A push whose label stands on more issues than this was copied by people; the lowest are enough. */
const MAX_ISSUES = 50;

/**
 * Searches for the push's label. Jira's index lags behind what was written, so nothing found is no proof. The whole site
 * is searched: an issue that was moved to another project in the meantime is the same issue. The property tells it from
 * a clone, which carries the label too.
 */
export async function findIssuesByMarker(
  connection: JiraConnection,
  { marker, fields }: { readonly marker: string; readonly fields: IssueFields },
): Promise<FindOutcome> {
  try {
    const jira = await openJira(connection);
    const answer = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearchPost({
      jql: `labels = "${markerLabel(marker)}" ORDER BY created ASC`,
      fields: ISSUE_FIELDS,
      properties: [MARKER_PROPERTY],
      maxResults: MAX_ISSUES,
    });
    const found = JiraIssues.safeParse(answer);
    if (!found.success) return { kind: 'unknown', message: 'Jira’s list of issues could not be read.' };
    const issues = found.data.issues
      .filter((issue) => hasMarkerProperty(issue.properties, marker))
      .map((issue) => ({
        ...toTrackerIssue(issue, connection.baseUrl),
        dropped: compareDropped(fields, issue),
      }))
      .sort((a, b) => Number(a.id) - Number(b.id));
    return { kind: 'found', issues };
  } catch (error) {
    return classifyFailure(error);
  }
}
