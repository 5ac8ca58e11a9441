import type { ConnectionCheck, TrackerFailure } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type GithubConnection, openGithub } from './open-github.ts';
import { GithubPerson, GithubRepository } from './schema.ts';

type Problem = ConnectionCheck['problems'][number];
const NOT_AN_API: TrackerFailure = {
  kind: 'rejected',
  code: 'not_an_api',
  message: 'GitHub’s API does not answer at this address. For GitHub Enterprise enter https://HOST/api/v3.',
};

type Client = ReturnType<typeof openGithub>;

/** Tells, without making anything, whether issues can be made here, and if not, what is missing. */
export async function checkConnection(connection: GithubConnection): Promise<ConnectionCheck> {
  const octokit = openGithub(connection);
  const { owner, repo } = connection.config;
  const problems: Problem[] = [];
  const notices: string[] = [];

  const person = await readLogin(octokit);
  if ('failure' in person) return refuse([toProblem(person.failure)], null);
  const scopeProblem = checkScopes(person.scopes);
  if (scopeProblem) problems.push(scopeProblem);

  const repository = await readRepository(octokit, owner, repo);
  if ('failure' in repository) return refuse([...problems, toProblem(repository.failure)], person.login);
  const { full_name, has_issues, archived, permissions } = repository;
  if (full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase()) {
    notices.push(`The repository is now called ${full_name}. GitHub follows the old name; better enter the new one.`);
  }
  if (archived)
    problems.push({ code: 'archived', message: 'The repository is archived, so nothing can be added to it.' });
  if (!has_issues) {
    problems.push({ code: 'issues_disabled', message: 'Issues are switched off in this repository’s settings.' });
  } else {
    const failure = await tryListing(octokit, owner, repo);
    if (failure) problems.push(toProblem(failure));
  }
  if (permissions && !permissions.push && !permissions.triage) {
    notices.push('Without write access GitHub silently leaves out labels, assignees and milestone.');
  }
  return { isUsable: problems.length === 0, login: person.login, problems, notices };
}

async function readLogin(
  octokit: Client,
): Promise<{ login: string | null; scopes: string | undefined } | { failure: TrackerFailure }> {
  try {
    const response = await octokit.rest.users.getAuthenticated();
    const person = GithubPerson.safeParse(response.data);
    if (!person.success) return { failure: NOT_AN_API };
    return { login: person.data.login, scopes: response.headers['x-oauth-scopes'] };
  } catch (error) {
    const failure = classifyFailure(error, new Date());
    // An app's token stands for no person.
    if (failure.kind === 'rejected' && failure.code === 'forbidden') return { login: null, scopes: undefined };
    return { failure: failure.kind === 'rejected' && failure.code === 'not_found' ? NOT_AN_API : failure };
  }
}

/** Only classic tokens carry scopes; with other tokens the header is absent or empty. */
function checkScopes(scopes: string | undefined): Problem | null {
  const list = (scopes ?? '')
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
  if (list.length === 0 || list.includes('repo') || list.includes('public_repo')) return null;
  return {
    code: 'scope_missing',
    message: 'The token has no access to repositories. A classic token needs the scope "repo".',
  };
}

async function readRepository(octokit: Client, owner: string, repo: string) {
  try {
    const response = await octokit.rest.repos.get({ owner, repo });
    return GithubRepository.parse(response.data);
  } catch (error) {
    return { failure: classifyFailure(error, new Date()) };
  }
}

async function tryListing(octokit: Client, owner: string, repo: string): Promise<TrackerFailure | null> {
  try {
    await octokit.rest.issues.listForRepo({ owner, repo, per_page: 1 });
    return null;
  } catch (error) {
    return classifyFailure(error, new Date());
  }
}

function toProblem(failure: TrackerFailure): Problem {
  if (failure.kind === 'rejected') return { code: failure.code, message: failure.message };
  return { code: 'unavailable', message: `${failure.message} Try again in a few minutes.` };
}

function refuse(problems: readonly Problem[], login: string | null): ConnectionCheck {
  return { isUsable: false, login, problems, notices: [] };
}
