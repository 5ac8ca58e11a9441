import { z } from 'zod';
import type { CreateField, CreateForm } from '#server/trackers/create-field.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubPerson } from './schema.ts';

const Milestone = z.object({ number: z.number().int(), title: z.string() });

/** GitHub requires nothing of an issue; people may choose a milestone and who it is assigned to. */
export async function readCreateForm(connection: GithubConnection): Promise<CreateForm | TrackerFailure> {
  const { owner, repo } = connection.config;
  const octokit = openGithub(connection);
  try {
    const [milestones, people] = await Promise.all([
      octokit.rest.issues.listMilestones({ owner, repo, state: 'open', per_page: 100 }),
      octokit.rest.issues.listAssignees({ owner, repo, per_page: 100 }),
    ]);
    const milestone = z
      .array(Milestone)
      .parse(milestones.data)
      .map(({ number, title }) => ({ id: String(number), name: title, children: [] }));
    const assignees = z
      .array(GithubPerson)
      .parse(people.data)
      .map(({ login }) => ({ id: login, name: login, children: [] }));
    const all: CreateField[] = [
      { id: 'milestone', name: 'Milestone', isRequired: false, kind: 'option', options: milestone },
      { id: 'assignees', name: 'Assignees', isRequired: false, kind: 'options', options: assignees },
    ];
    return { issueTypes: [], issueType: null, fields: all.filter(({ options }) => options.length > 0) };
  } catch (error) {
    if (error instanceof z.ZodError)
      return { kind: 'unknown', message: 'GitHub’s list of milestones could not be read.' };
    return classifyFailure(error, new Date());
  }
}
