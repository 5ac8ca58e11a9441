import { renderAdf } from '#pipelines/issue-body/render-adf.ts';
import type { TrackerAdapter } from '#server/trackers/tracker.ts';
import { checkConnection } from './check-connection.ts';
import { closeDuplicate } from './close-duplicate.ts';
import { readComment, writeComment } from './comments.ts';
import { createIssue } from './create-issue.ts';
import { findIssuesByMarker } from './find-issues-by-marker.ts';
import { linkBack } from './link-back.ts';
import { normaliseBaseUrl } from './open-jira.ts';
import { readCreateForm } from './read-create-form.ts';
import { readIssue } from './read-issue.ts';
import { readWebhook } from './read-webhook.ts';
import { JiraConfig } from './schema.ts';
import { searchIssues } from './search-issues.ts';
import { updateIssue } from './update-issue.ts';
import { writeFields } from './write-fields.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Jira Cloud, with an e-mail address and an API token. */
export const jira: TrackerAdapter<JiraConfig> = {
  parseConfig: (config) => JiraConfig.parse(config),
  normaliseBaseUrl,
  nameTarget: ({ project }) => project,
  linkedHosts: (baseUrl) => (URL.canParse(baseUrl) ? [new URL(baseUrl).hostname] : []),
  defaultFields: ({ labels, issueType, priority, values }) => ({
    labels,
    ...(issueType === undefined ? {} : { issueType }),
    ...(priority === undefined ? {} : { priority }),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  }),
  bodyFormat: 'adf',
  renderReport: (layout, { limit, trackerHosts }) => {
    const rendered = renderAdf(layout, {
      ...(limit === undefined ? {} : { limit }),
      ...(trackerHosts === undefined ? {} : { trackerHosts }),
    });
    if (!rendered.ok) return rendered;
    const { document, ...issue } = rendered.issue;
    return { ok: true, issue: { ...issue, body: JSON.stringify(document) } };
  },
  // Jira's search shows an issue some time after it was made, and never says how long that takes.
  lookup: {
    delaysMs: [10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE],
    isConclusive: false,
    settleDelaysMs: [MINUTE, 15 * MINUTE, 4 * HOUR, 24 * HOUR],
  },
  checkConnection,
  readCreateForm,
  writeFields,
  createIssue,
  findIssuesByMarker,
  readIssue,
  readWebhook,
  closeDuplicate,
  updateIssue,
  readComment,
  writeComment,
  searchIssues,
  linkBack,
};
