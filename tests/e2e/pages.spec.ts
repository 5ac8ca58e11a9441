import { expect, test } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { ADMIN, createFirstAccount } from './first-account.ts';
import { loadSampleCommunity } from './load-sample-community.ts';
import { type RunningRefrain, startRefrain } from './start-refrain.ts';

const PAGES = [
  '/',
  '/clusters',
  '/clusters/1',
  '/clusters/1?of=crash',
  '/clusters?state=dismissed',
  '/clusters?q=nothing-has-these-words',
  '/clusters?view=all&sort=severity&sign=crash',
  '/clusters/suggestions',
  '/posts',
  '/posts?placed=no',
  '/posts/1',
  '/posts/uncertain',
  '/stories',
  '/stories?told=known',
  '/reports',
  '/reports/new?cluster=1',
  '/reports/1',
  '/reports/1/push',
  '/pushes',
  '/imports',
  '/runs',
  '/runs/1',
  '/runs/2',
  '/settings/people',
  '/settings/sources',
  '/settings/targets',
  '/settings/uses',
  '/settings/embeddings',
  '/settings/api-keys',
  '/settings/workspace',
  '/no-such-page',
];
let refrain: RunningRefrain;
let state: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

test.beforeAll(async ({ browser }) => {
  refrain = await startRefrain();
  const page = await browser.newPage();
  await createFirstAccount(page, refrain.firstLink);
  const startedAt = Date.now();
  await loadSampleCommunity(page);
  console.log(`  the sample's clusters were there ${Math.round((Date.now() - startedAt) / 1000)} s after the click`);
  state = await page.context().storageState();
  await page.close();
});
test.afterAll(async () => refrain?.stop());

for (const { name, width, height } of [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a phone', width: 390, height: 844 },
]) {
  test(`every page is accessible and fits on ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, storageState: state });
    const page = await context.newPage();
    for (const path of PAGES) {
      await page.goto(refrain.url + path);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
      await expectAccessible(page);
    }
    await context.close();
  });
}

test('works before scripts load', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters`);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/clusters');
  await page.locator('a[data-cluster-id]').first().click();
  await page.getByRole('link', { name: 'Rename' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Named without scripts');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Named without scripts' })).toBeVisible();
  await page.getByRole('link', { name: 'Add to report' }).click();
  await page.getByRole('button', { name: 'Create the report' }).click();
  await page
    .getByRole('button', { name: /^Quote ?: / })
    .first()
    .click();
  await expect(page.getByText('1 quote', { exact: true })).toBeVisible();
  await context.close();
});

test('keys pressed before the page has come alive do not keep it from doing so', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.addInitScript(() => {
    const press = () => document.body?.dispatchEvent(new KeyboardEvent('keydown', { key: 'q', bubbles: true }));
    const timer = setInterval(press, 0);
    setTimeout(() => clearInterval(timer), 1000);
  });
  for (const path of ['/clusters', '/clusters/1', '/']) {
    await page.goto(refrain.url + path);
    await expect(async () => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
  }
  expect(problems).toEqual([]);
  await context.close();
});

test('the keyboard is enough to read and to curate', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/`);
  // Keys count from the moment the page has come alive, which nothing on it shows.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL((url) => url.pathname === '/clusters', { timeout: 2000 });
  }).toPass();
  const item = (index: number) => page.locator('[data-key-item]').nth(index);
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(item(0)).toBeFocused({ timeout: 500 });
  }).toPass();
  // Two quick keys are two steps, and a mistyped sequence is none.
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(item(2)).toBeFocused();
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await expect(item(2)).toBeFocused();
  await page.keyboard.press('k');
  await expect(item(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/clusters\/\d+/);
  // The address changes before the page does.
  await expect(page.getByRole('link', { name: 'Rename' })).toBeVisible();
  const title = page.getByLabel('Title', { exact: true });
  // The link is drawn a moment before its key counts.
  await expect(async () => {
    await page.keyboard.press('r');
    await expect(title).toBeFocused({ timeout: 3000 });
  }).toPass();
  // Letters are letters while someone types.
  await page.keyboard.type('jerk');
  await expect(title).toHaveValue('jerk');
  await page.keyboard.press('Escape');
  await expect(title).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder('Do something, or go to a page or a cluster')).toBeFocused();
  await context.close();
});

test('the least certain posts are answered by keyboard, and none of them moves away', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/posts/uncertain`);
  const items = page.locator('[data-key-item]');
  const ids = () => items.evaluateAll((all) => all.map((item) => item.getAttribute('data-post-id')));
  const before = await ids();
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(items.first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('y');
  await expect(page.getByText('1 of 25 answered')).toBeVisible();
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('n');
  await expect(page.getByText('2 of 25 answered')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(page.getByText('1 of 25 answered')).toBeVisible();
  expect(await ids()).toEqual(before);
  await context.close();
});
