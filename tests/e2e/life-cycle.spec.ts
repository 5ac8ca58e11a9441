import { createHmac } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { type GithubStandIn, startGithubStandIn } from '../stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '../stand-ins/jira.ts';
import { expectAccessible } from './expect-accessible.ts';
import { createFirstAccount } from './first-account.ts';
import { loadSampleCommunity } from './load-sample-community.ts';
import { passAnHour } from './pass-time.ts';
import { type RunningRefrain, startRefrain } from './start-refrain.ts';

let github: GithubStandIn;
let jira: JiraStandIn;
let refrain: RunningRefrain;

test.beforeAll(async () => {
  github = await startGithubStandIn();
  jira = await startJiraStandIn();
  refrain = await startRefrain({ REFRAIN_ALLOWED_HOSTS: `${github.host},${jira.host}` });
});
test.afterAll(async () => {
  await refrain?.stop();
  await github?.close();
  await jira?.close();
});

test('at both trackers a report becomes one issue, is healed, followed, declined, answered and reopened', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await createFirstAccount(page, refrain.firstLink);
  await loadSampleCommunity(page);
  const rows = page.locator('a[data-cluster-id]');
  const [first = 0, second = 0] = await rows.evaluateAll((all) =>
    all.map((row) => Number(row.getAttribute('data-cluster-id'))),
  );
  const githubIssues = () => github.repository('octo/demo').issues;
  const trackers = [
    {
      ...{ clusterId: first, key: '#1', loseAnswer: () => github.failNext('create', { type: 'lose-answer' }) },
      count: () => githubIssues().length,
      comments: () => githubIssues().flatMap(({ comments = [] }) => comments.map(({ body }) => body)),
      set: (isOpen: boolean) => {
        const values = isOpen ? ['open', 'reopened'] : ['closed', 'not_planned'];
        Object.assign(githubIssues()[0] ?? {}, { state: values[0], stateReason: values[1], updatedAt: new Date() });
      },
    },
    {
      ...{ clusterId: second, key: 'ACME-1', loseAnswer: () => jira.failNext('create', { type: 'lose-answer' }) },
      count: () => jira.issues.length,
      comments: () => jira.issues.flatMap(({ comments }) => comments.map(({ body }) => JSON.stringify(body))),
      set: (isOpen: boolean) => (isOpen ? jira.reopen('ACME-1') : jira.resolve('ACME-1', "Won't Do")),
    },
  ];

  const secret = await test.step('connects both', () => connectBoth(page));

  for (const [i, { key, clusterId, loseAnswer }] of trackers.entries()) {
    await test.step(`pushes a report as ${key}, whose answer is lost`, async () => {
      await page.goto(`${refrain.url}/reports/new?cluster=${clusterId}`);
      await page.getByRole('button', { name: 'Create the report' }).click();
      const quote = page.getByRole('button', { name: /^Quote ?: / }).first();
      await quote.click();
      await expect(page.getByText('1 quote', { exact: true })).toBeVisible();
      await page.goto(`${refrain.url}/reports/${i + 1}/push?target=${i + 1}`);
      await expect(page.getByLabel('Body of the issue')).toBeVisible();
      await expectAccessible(page);
      loseAnswer();
      await page.getByRole('button', { name: 'Push the issue' }).click();
      await expect(pushes(page).getByText('Not known yet')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Check again' })).toBeHidden();
    });
  }
  await expectAccessible(page);

  await test.step('finds the lost issues, one at each tracker', async () => {
    await passAnHour(refrain);
    for (const { key } of trackers.toReversed()) {
      if (key === '#1') await page.goto(`${refrain.url}/reports/1`);
      await expect(pushes(page).getByRole('link', { name: new RegExp(`^${key} `) })).toBeVisible();
    }
    expect(trackers.map(({ count }) => count())).toEqual([1, 1]);
  });

  await test.step('comments on later evidence', async () => {
    for (const { clusterId } of trackers) await addVoice(page, clusterId);
    await passAnHour(refrain);
    for (const { comments } of trackers) {
      await expect.poll(comments, { timeout: 20_000 }).toEqual([expect.stringContaining('+1 voice since')]);
    }
    await page.goto(`${refrain.url}/pushes/2`);
    await expect(page.getByText(/^\+1 voice since/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('hears by webhook and by asking that both are not planned', async () => {
    for (const { set } of trackers) set(false);
    expect(await sendWebhook(secret)).toBe(202);
    await askNow(page, 2);
    await expect(page.getByText('Not planned', { exact: true }).first()).toBeVisible();
    await expect(async () => {
      await page.goto(`${refrain.url}/pushes/1`);
      await expect(page.getByText('told by the tracker')).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.goto(`${refrain.url}/pushes`);
    await expect(pushes(page).getByText('Not planned', { exact: true })).toHaveCount(2);
    await expectAccessible(page);
  });

  await test.step('drafts an honest answer for each place, and notes who was told', async () => {
    await page.goto(refrain.url);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Loop' }).click();
    const drafts = page.getByLabel(/^Draft for /);
    await expect(drafts.first()).toBeVisible();
    for (const draft of await drafts.all()) {
      await expect(draft).toHaveValue(/decided not to work on it/);
      await expect(draft).not.toHaveValue(/finished|shipped|fixed|released/i);
    }
    const count = await drafts.count();
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /^I have sent it/ })
      .first()
      .click();
    await expect(drafts).toHaveCount(count - 1);
    await expect(page.getByText(/told by Ana Ruiz/)).toBeVisible();
  });

  await test.step('cancels the drafts when the issues are opened again', async () => {
    for (const [i, { set }] of trackers.entries()) {
      set(true);
      await askNow(page, i + 1);
      await expect(page.getByText('Reopened').first()).toBeVisible();
    }
    await page.goto(`${refrain.url}/loop`);
    await expect(page.getByText('Nobody to tell yet')).toBeVisible();
    await expect(page.getByRole('button', { name: /^I have sent it: \d+ told/ })).toBeHidden();
    await expectAccessible(page);
  });

  expect(trackers.map(({ count, comments }) => [count(), comments().length])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect([...github.findViolations(), ...jira.findViolations()]).toEqual([]);
  const isJudged = github.isJudged && jira.isJudged;
  test.info().annotations.push({ type: 'contracts', description: isJudged ? 'judged' : 'not at hand' });
});

const pushes = (page: Page) => page.getByRole('list', { name: 'Pushes' });

/** @returns the secret of GitHub's webhook. */
async function connectBoth(page: Page): Promise<string> {
  await page.goto(`${refrain.url}/settings/targets`);
  const form = (button: string) => page.locator('form').filter({ has: page.getByRole('button', { name: button }) });
  const repository = form('Add the repository');
  await repository.getByLabel('Owner').fill('octo');
  await repository.getByLabel('Repository').fill('demo');
  await repository.getByLabel(/^Address/).fill(github.url);
  await repository.getByLabel('Token', { exact: true }).fill('token-of-ana');
  await page.getByRole('button', { name: 'Add the repository' }).click();
  await expect(page.getByText('octo/demo at')).toBeVisible();
  const project = form('Add the project');
  await project.getByLabel('Site').fill(jira.url);
  await project.getByLabel('Project key').fill('ACME');
  await project.getByLabel('E-mail of the account').fill('ana@example.org');
  await project.getByLabel('API token').fill('token-of-ana');
  await page.getByRole('button', { name: 'Add the project' }).click();
  await page.getByRole('button', { name: 'Test connection of ACME' }).click();
  await expect(page.getByText('Works: issues will be written by Ana.')).toBeVisible();
  await page.getByRole('button', { name: 'Set up a webhook for octo/demo' }).click();
  const secret = await page.getByLabel('Secret').inputValue();
  await expectAccessible(page);
  return secret;
}

/** Somebody new says the same, and a manager puts it where it belongs. */
async function addVoice(page: Page, clusterId: number): Promise<void> {
  const id = `late-${clusterId}`;
  const post = { externalId: id, text: 'The same here, since this morning.', author: { id, name: 'Kim' } };
  const { stored } = await call<{ stored: { id: number }[] }>(page, '/posts', { sourceId: 1, posts: [post] });
  await call(page, '/decisions', { kind: 'move_posts', postIds: stored.map(({ id }) => id), toClusterId: clusterId });
}

async function call<T>(page: Page, path: string, data: object): Promise<T> {
  const response = await page.request.post(`${refrain.url}/api/v1${path}`, { data, headers: { origin: refrain.url } });
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}

/** What GitHub would send of its first issue. */
async function sendWebhook(secret: string): Promise<number> {
  const headers = { authorization: 'Bearer token-of-ana' };
  const issue = await (await fetch(`${github.url}/repos/octo/demo/issues/1`, { headers })).json();
  const body = JSON.stringify({ action: 'closed', issue });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const response = await fetch(`${refrain.url}/webhooks/1`, {
    ...{ method: 'POST', body },
    headers: { 'x-github-event': 'issues', 'x-github-delivery': 'd1', 'x-hub-signature-256': `sha256=${signature}` },
  });
  return response.status;
}

async function askNow(page: Page, pushId: number): Promise<void> {
  await page.goto(`${refrain.url}/pushes/${pushId}`);
  await page.getByRole('button', { name: 'Ask the tracker now' }).click();
}
