import { renderMarkdown } from '#pipelines/issue-body/render-markdown.ts';
import type { TrackerAdapter } from '#server/trackers/tracker.ts';
import { checkConnection } from './check-connection.ts';
import { closeDuplicate } from './close-duplicate.ts';
import { readComment, writeComment } from './comments.ts';
import { createIssue } from './create-issue.ts';
import { findIssuesByMarker } from './find-issues-by-marker.ts';
import { linkBack } from './link-back.ts';
import { linkedHosts, normaliseBaseUrl } from './open-github.ts';
import { readCreateForm } from './read-create-form.ts';
import { readIssue } from './read-issue.ts';
import { readWebhook } from './read-webhook.ts';
import { GithubConfig } from './schema.ts';
import { searchIssues } from './search-issues.ts';
import { updateIssue } from './update-issue.ts';
import { writeFields } from './write-fields.ts';

const MINUTE = 60_000;

/** GitHub.com and GitHub Enterprise, with a personal access token. */
export const github: TrackerAdapter<GithubConfig> = {
  parseConfig: (config) => GithubConfig.parse(config),
  normaliseBaseUrl,
  nameTarget: ({ owner, repo }) => `${owner}/${repo}`,
  linkedHosts,
  defaultFields: ({ labels, assignees, milestone }) => ({
    labels,
    ...(assignees.length > 0 ? { assignees } : {}),
    ...(milestone === undefined ? {} : { milestone }),
  }),
  bodyFormat: 'markdown',
  renderReport: renderMarkdown,
  lookup: { delaysMs: [MINUTE], isConclusive: true, settleDelaysMs: [3 * MINUTE] },
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
