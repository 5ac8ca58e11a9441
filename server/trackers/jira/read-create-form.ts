import { z } from 'zod';
import type { CreateForm } from '#server/trackers/create-field.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraClient, type JiraConnection, openJira } from './open-jira.ts';
import { JiraField, toCreateField } from './to-create-field.ts';

const IssueType = z.object({ id: z.string(), name: z.string().default(''), subtask: z.boolean().default(false) });
/** Jira Cloud has named this list in two ways. */
const IssueTypes = z
  .object({ issueTypes: z.array(IssueType).optional(), createMetaIssueType: z.array(IssueType).optional() })
  .transform(({ issueTypes, createMetaIssueType }) => issueTypes ?? createMetaIssueType ?? []);
const Fields = z
  .object({
    fields: z.array(JiraField).optional(),
    results: z.array(JiraField).optional(),
    total: z.number().default(0),
  })
  .transform(({ fields, results, total }) => ({ fields: fields ?? results ?? [], total }));
const PAGE_SIZE = 200;
const MAX_PAGES = 10;

/**
 * Reads the create metadata of a project: its issue types, and for one of them every field that a new issue can carry.
 * Types of parts of other issues (subtasks) are left out.
 */
export async function readCreateForm(
  connection: JiraConnection,
  { issueType = connection.config.issueType }: { readonly issueType?: string | undefined } = {},
): Promise<CreateForm | TrackerFailure> {
  try {
    const jira = await openJira(connection);
    const { project } = connection.config;
    const types = await readIssueTypes(jira, project);
    const chosen = types.find(({ id }) => id === issueType) ?? types[0];
    if (!chosen) {
      return {
        kind: 'rejected',
        code: 'no_issue_type',
        message: `The account may make no issue in project ${project}. It needs the permission "Create issues" there.`,
      };
    }
    const fields = await readFields(jira, project, chosen.id);
    return {
      issueTypes: types,
      issueType: chosen.id,
      fields: fields.flatMap((field) => toCreateField(field) ?? []),
    };
  } catch (error) {
    if (error instanceof z.ZodError) {
      return { kind: 'unknown', message: 'Jira’s description of the project’s fields could not be read.' };
    }
    return classifyFailure(error);
  }
}

async function readIssueTypes(jira: JiraClient, project: string) {
  const answer = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: project, maxResults: PAGE_SIZE });
  return IssueTypes.parse(answer)
    .filter(({ subtask }) => !subtask)
    .map(({ id, name }) => ({ id, name }));
}

async function readFields(jira: JiraClient, project: string, issueTypeId: string): Promise<JiraField[]> {
  const found: JiraField[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await jira.issues.getCreateIssueMetaIssueTypeId({
      projectIdOrKey: project,
      issueTypeId,
      startAt: found.length,
      maxResults: PAGE_SIZE,
    });
    const { fields, total } = Fields.parse(answer);
    found.push(...fields);
    if (fields.length === 0 || found.length >= total) break;
  }
  return found;
}
