import { expect, type Page, test } from '@playwright/test';
import { bringToSuggestions } from './bring-to-suggestions.ts';
import { expectAccessible } from './expect-accessible.ts';
import { createFirstAccount } from './first-account.ts';
import { type RunningRefrain, startRefrain } from './start-refrain.ts';

let refrain: RunningRefrain;
let state: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

test.beforeAll(async ({ browser }) => {
  refrain = await startRefrain();
  const page = await browser.newPage();
  await createFirstAccount(page, refrain.firstLink);
  state = await page.context().storageState();
  await page.close();
  await bringToSuggestions(refrain);
});
test.afterAll(async () => refrain?.stop());

const total = (page: Page) => page.getByRole('heading', { level: 1 }).first().getByRole('status');
const focused = (page: Page) => page.locator('[data-suggestion-id]:focus');

test('suggestions are accepted, refused and taken back by keyboard alone, and others see it at once', async ({
  browser,
}) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const other = await context.newPage();
  await other.goto(`${refrain.url}/clusters/suggestions`);
  await page.goto(`${refrain.url}/clusters`);
  // Keys count from the moment the page has come alive, which nothing on it shows.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await page.waitForURL((url) => url.pathname === '/clusters/suggestions', { timeout: 2000 });
  }).toPass();
  // The address changes before the page does.
  await expect(page.getByRole('heading', { level: 1, name: 'Suggestions' })).toBeVisible();
  const count = Number.parseInt((await total(page).textContent()) ?? '', 10);
  expect(count).toBeGreaterThan(3);
  await expect(page.getByRole('link', { name: new RegExp(`^Suggestions ?${count}$`) }).first()).toBeVisible();
  await expectAccessible(page);

  await expect(async () => {
    await page.keyboard.press('j');
    await expect(focused(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  const id = await focused(page).getAttribute('data-suggestion-id');
  await page.keyboard.press('y');
  await expect(page.getByText(/^Suggestion accepted/)).toBeVisible();
  await expect(total(page)).toContainText(String(count - 1));
  await expect(page.locator(`[data-suggestion-id="${id}"]`)).toBeHidden();
  await expect(page.getByRole('cell', { name: '1 of 1' })).toBeVisible();

  // The next one has taken its place.
  await expect(focused(page)).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText(/^Suggestion refused/)).toBeVisible();
  await expect(total(page)).toContainText(String(count - 2));
  await page.keyboard.press('z');
  await expect(page.getByText(/^Undone/)).toBeVisible();
  await expect(total(page)).toContainText(String(count - 1));

  await other.bringToFront();
  await expect(total(other)).toContainText(String(count - 1));
  await context.close();
});

test('a suggestion is answered without scripts, and taken back', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters/suggestions`);
  const count = Number.parseInt((await total(page).textContent()) ?? '', 10);

  await page.getByRole('button', { name: 'Refuse' }).first().click();
  await expect(page.getByText(/^Suggestion refused/)).toBeVisible();
  await expect(total(page)).toContainText(String(count - 1));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(total(page)).toContainText(String(count));
  await context.close();
});

test('a post says why it is where it is, in place and at an address of its own', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters/1?view=all`);
  const question = page.getByRole('link', { name: 'Why is this here?' }).last();
  const href = await question.getAttribute('href');
  const answer = page.getByRole('region', { name: 'Why is this here?' });
  // Clicked before the page has come alive it is a link that leads away; once it has asked at focus, the page is alive.
  let hasAsked = false;
  page.on('request', (request) => {
    hasAsked ||= new URL(request.url()).pathname.includes('/why');
  });
  await expect(async () => {
    await question.blur();
    await question.focus();
    expect(hasAsked).toBe(true);
  }).toPass();
  await question.click();
  await expect(answer).toBeVisible();
  await expect(answer.getByText(/^(It fits|The last run)/)).toBeVisible();
  await expect(answer.locator('mark').first()).toBeVisible();
  await expectAccessible(page);
  await context.close();

  const plain = await browser.newContext({ storageState: state, javaScriptEnabled: false });
  const own = await plain.newPage();
  await own.goto(refrain.url + href);
  await expect(own.getByRole('heading', { name: 'Why is this here?' })).toBeVisible();
  await expect(own.locator('#why mark').first()).toBeVisible();
  await plain.close();
});

test('what a number leaves out is one click away, and as many as it says', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  let shown = 0;
  for (let id = 1; shown === 0; id += 1) {
    await page.goto(`${refrain.url}/clusters/${id}?view=all`);
    const link = page.getByRole('link', { name: /^\d+ posts? by staff$/ });
    if ((await link.count()) === 0) continue;
    shown = Number.parseInt((await link.textContent()) ?? '', 10);
    await link.click();
    await page.waitForURL(/who=staff/);
    await expect(page.getByText(new RegExp(`^${shown} posts?, newest first$`))).toBeVisible();
    await expect(page.locator('#posts article')).toHaveCount(shown);
    await page.getByRole('link', { name: /^Count everyone/ }).click();
    await expect(page.getByText('staff, bots and copies counted')).toBeVisible();
  }
  await context.close();
});

test('a run says what changed, and filters are kept under a name', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/runs/2`);
  await expect(page.getByRole('heading', { name: /^New \d+/ })).toBeVisible();

  await page.goto(`${refrain.url}/clusters?view=open&kind=complaint&voices=5`);
  const found = Number.parseInt((await total(page).textContent()) ?? '', 10);
  await page.getByText('Save this view').filter({ visible: true }).click();
  await page.getByLabel('Name of the view').filter({ visible: true }).fill('Loud complaints');
  await page.getByRole('button', { name: 'Save', exact: true }).filter({ visible: true }).click();
  await expect(page.getByText('Saved as “Loud complaints”.')).toBeVisible();
  await page.goto(`${refrain.url}/clusters/suggestions`);
  await page
    .getByRole('link', { name: /Loud complaints/ })
    .filter({ visible: true })
    .click();
  await page.waitForURL(/voices=5/);
  await expect(total(page)).toHaveText(new RegExp(`^${found} `));
  await context.close();
});
