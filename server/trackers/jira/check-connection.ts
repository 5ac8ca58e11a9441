import { z } from 'zod';
import type { CreateField } from '#server/trackers/create-field.ts';
import type { ConnectionCheck, TrackerFailure } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraClient, type JiraConnection, openJira } from './open-jira.ts';
import { readCreateForm } from './read-create-form.ts';
import { JiraPermissions, JiraPerson, JiraProject } from './schema.ts';

type Problem = ConnectionCheck['problems'][number];

const NOT_AN_API: TrackerFailure = {
  kind: 'rejected',
  code: 'not_an_api',
  message:
    'Jira’s API does not answer at this address. Enter the address of the site, such as https://acme.atlassian.net.',
};
/** Without these an issue cannot be made; the second is what finds one again whose answer was lost. */
const NEEDED = { CREATE_ISSUES: 'Create issues', BROWSE_PROJECTS: 'Browse projects' } as const;
const USEFUL = {
  ADD_COMMENTS: 'Without the permission "Add comments", news on later evidence cannot be added to issues.',
  EDIT_ISSUES:
    'Without the permission "Edit issues", words of a post that is erased later cannot be taken out of an issue.',
  TRANSITION_ISSUES:
    'Without the permission "Transition issues", a second issue after a lost answer has to be closed by hand.',
} as const;

/** Tells, without making anything, whether issues can be made here, and if not, what is missing. */
export async function checkConnection(connection: JiraConnection): Promise<ConnectionCheck> {
  const { project, issueType, values } = connection.config;
  const jira = await openJira(connection);
  const person = await attempt(async () => JiraPerson.safeParse(await jira.myself.getCurrentUser()));
  if ('kind' in person) return refuse([toProblem(isMissing(person) ? NOT_AN_API : person)], null);
  if (!person.success) return refuse([toProblem(NOT_AN_API)], null);
  const login = person.data.displayName;

  const found = await attempt(async () =>
    JiraProject.parse(await jira.projects.getProject({ projectIdOrKey: project })),
  );
  if ('kind' in found) {
    const missing = `Jira knows no project ${project}, or ${login} may not see it. Check the key and the account's access.`;
    return refuse([isMissing(found) ? { code: 'not_found', message: missing } : toProblem(found)], login);
  }
  const notices =
    found.key === project
      ? []
      : [`The project’s key is now ${found.key}. Jira follows the old one; better enter the new one.`];
  const permissions = await checkPermissions(jira, project, login);
  const problems = [...permissions.problems];
  notices.push(...permissions.notices);
  const form = await readCreateForm(connection);
  if ('kind' in form) {
    problems.push(toProblem(form));
  } else {
    if (issueType !== undefined && form.issueType !== issueType) {
      problems.push({
        code: 'issue_type',
        message: 'The chosen issue type is gone from this project. Choose another.',
      });
    }
    const missing = form.fields.filter(({ id, isRequired }) => isRequired && !(id in values));
    problems.push(...missing.filter(({ kind }) => kind === 'unsupported').map(nameUnsupported));
    const asked = missing.filter(({ kind }) => kind !== 'unsupported').map(({ name }) => name);
    if (asked.length > 0) notices.push(`Each push will ask for what this project requires: ${asked.join(', ')}.`);
  }
  return { isUsable: problems.length === 0, login, problems, notices };
}

function nameUnsupported({ id, name }: CreateField): Problem {
  return {
    code: `field_${id}`,
    message: `The project requires "${name}" (${id}), a kind of field that Refrain cannot ask for. Give it a fixed value under "Fixed values".`,
  };
}

async function checkPermissions(jira: JiraClient, project: string, login: string) {
  const names = [...Object.keys(NEEDED), ...Object.keys(USEFUL)];
  const answer = await attempt(async () =>
    JiraPermissions.parse(
      await jira.permissions.getMyPermissions({ projectKey: project, permissions: names.join(',') }),
    ),
  );
  if ('kind' in answer) return { problems: [toProblem(answer)], notices: [] };
  const has = (name: string) => answer.permissions[name]?.havePermission === true;
  return {
    problems: Object.entries(NEEDED)
      .filter(([name]) => !has(name))
      .map(([name, words]) => ({
        code: name.toLowerCase(),
        message: `${login} lacks the permission "${words}" in project ${project}. An admin of the project can grant it.`,
      })),
    notices: Object.entries(USEFUL)
      .filter(([name]) => !has(name))
      .map(([, words]) => words),
  };
}

async function attempt<T>(ask: () => Promise<T>): Promise<T | TrackerFailure> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof z.ZodError) return NOT_AN_API;
    return classifyFailure(error);
  }
}

function isMissing(failure: TrackerFailure): boolean {
  return failure.kind === 'rejected' && failure.code === 'not_found';
}

function toProblem(failure: TrackerFailure): Problem {
  if (failure.kind === 'rejected') return { code: failure.code, message: failure.message };
  return { code: 'unavailable', message: `${failure.message} Try again in a few minutes.` };
}

function refuse(problems: readonly Problem[], login: string | null): ConnectionCheck {
  return { isUsable: false, login, problems, notices: [] };
}
