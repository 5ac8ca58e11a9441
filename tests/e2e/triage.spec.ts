import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './expect-accessible.ts';
import { createFirstAccount } from './first-account.ts';
import { loadSampleCommunity } from './load-sample-community.ts';
import { type RunningRefrain, startRefrain } from './start-refrain.ts';

// Many steps, each waiting for the page: on a machine that does other things they take minutes together.
test.setTimeout(420_000);
let refrain: RunningRefrain;
let state: Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

test.beforeAll(async ({ browser }) => {
  refrain = await startRefrain();
  const page = await browser.newPage();
  await createFirstAccount(page, refrain.firstLink);
  await loadSampleCommunity(page);
  state = await page.context().storageState();
  await page.close();
});
test.afterAll(async () => refrain?.stop());

const rows = (page: Page) => page.locator('[data-cluster-id]');
const total = (page: Page) => page.getByRole('heading', { level: 1 }).first().getByRole('status');
const said = (page: Page, text: RegExp) => expect(page.getByText(text).first()).toBeVisible();

/** Keys count from the moment the page has come alive, which nothing on it shows. */
async function goToARow(page: Page): Promise<Locator> {
  const focused = page.locator('[data-cluster-id]:focus');
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(focused).toBeVisible({ timeout: 500 });
  }).toPass();
  return focused;
}

test('a whole triage goes by keyboard alone: move, select, merge, undo, dismiss, snooze, assign, rename, search', async ({
  browser,
}) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters`);
  const count = Number(
    await total(page)
      .textContent()
      .then((text) => text?.match(/\d+/)?.[0]),
  );
  await goToARow(page);

  // Select two, merge them, see the preview first, and take it back.
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/^Together/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await said(page, /2 clusters merged/);
  await expect(dialog).toBeHidden();
  // The survivor is curated now, the other one is in it: both have left the inbox.
  await expect(total(page)).toContainText(String(count - 2));
  await page.keyboard.press('z');
  await said(page, /^Undone/);
  await expect(total(page)).toContainText(String(count));

  // Dismiss with a reason; letters are letters while one types.
  await goToARow(page);
  await page.keyboard.press('e');
  await expect(dialog.getByLabel(/Reason/)).toBeFocused();
  await page.keyboard.type('joke x m z');
  await page.keyboard.press('Enter');
  await said(page, /Cluster dismissed/);
  await expect(total(page)).toContainText(String(count - 1));

  // Snooze the next one for as long as is proposed.
  await goToARow(page);
  await page.keyboard.press('h');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await said(page, /Cluster snoozed until/);
  await expect(total(page)).toContainText(String(count - 2));

  // Assign one to oneself: it is found under "mine".
  const mine = await (await goToARow(page)).getAttribute('data-title');
  await page.keyboard.press('a');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await said(page, /Cluster assigned/);
  await page.goto(`${refrain.url}/clusters?view=mine`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toHaveAttribute('data-title', mine ?? '');

  // Open it, rename it, move a post out of it.
  await goToARow(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Rename' })).toBeVisible();
  // The link is drawn a moment before its key counts.
  await expect(async () => {
    await page.keyboard.press('r');
    await expect(page.getByLabel('Title', { exact: true })).toBeFocused({ timeout: 3000 });
  }).toPass();
  await page.keyboard.type('Named by keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Named by keyboard' })).toBeVisible();

  // Search, and read the cheat sheet.
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search clusters')).toBeFocused();
  await page.keyboard.type('keyboard');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=keyboard/);
  await expect(rows(page)).toHaveCount(1);
  await context.close();
});

test('what others do meanwhile is told, and what was typed is kept', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters?view=open`);
  const id = Number(await (await goToARow(page)).getAttribute('data-cluster-id'));
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Reason/).fill('We know this one');
  const other = await context.newPage();
  await other.goto(`${refrain.url}/clusters/${id}?edit=title`);
  await other.getByLabel('Title', { exact: true }).fill('Renamed by somebody else');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('heading', { name: 'Renamed by somebody else' })).toBeVisible();

  await page.bringToFront();
  await page.keyboard.press('Enter');

  await expect(dialog.getByText(/Ana Ruiz renamed this to "Renamed by somebody else"/)).toBeVisible();
  await expect(dialog.getByLabel(/Reason/)).toHaveValue('We know this one');
  await dialog.getByRole('button', { name: 'Do it all the same' }).click();
  await said(page, /Cluster dismissed/);
  await context.close();
});

test('a merge that somebody else was faster with says so, and keeps what was chosen and typed', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const [page, other] = [await context.newPage(), await context.newPage()];
  await page.goto(`${refrain.url}/clusters?view=open`);
  await goToARow(page);
  const ids: number[] = [];
  const titles: string[] = [];
  for (const key of ['x', 'j', 'x', 'j']) {
    const row = page.locator('[data-cluster-id]:focus');
    if (key === 'x') {
      ids.push(Number(await row.getAttribute('data-cluster-id')));
      titles.push((await row.getAttribute('data-title')) ?? '');
    }
    await page.keyboard.press(key);
  }
  const third = page.locator('[data-cluster-id]:focus');
  const thirdId = Number(await third.getAttribute('data-cluster-id'));
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(titles[1] ?? '', { exact: true }).check();
  await dialog.getByRole('combobox', { name: 'Add another cluster' }).fill('the');

  // In another tab the second one takes in a third.
  const sent = await other.request.post(`${refrain.url}/clusters/act`, {
    data: { kind: 'merge', intoClusterId: ids[1], targets: [{ clusterId: thirdId }] },
  });
  expect(await sent.json()).toMatchObject({ isDone: true });
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();

  await expect(dialog.getByText(/^Ana Ruiz merged 1 cluster into this (just now|a minute ago)/)).toBeVisible();
  await expect(dialog.getByLabel(titles[1] ?? '', { exact: true })).toBeChecked();
  await expect(dialog.getByRole('combobox', { name: 'Add another cluster' })).toHaveValue('the');
  await dialog.getByRole('button', { name: 'Do it all the same' }).click();
  await said(page, /2 clusters merged/);
  await page.goto(`${refrain.url}/clusters/${thirdId}`);
  await page.waitForURL(new RegExp(`/clusters/${ids[1]}$`));

  // A title that is being typed stays while others decide, and comes back when they were faster.
  const title = page.getByLabel('Title', { exact: true });
  await expect(async () => {
    await page.keyboard.press('r');
    await expect(title).toBeFocused({ timeout: 500 });
  }).toPass();
  await title.fill('What I typed');
  await other.request.post(`${refrain.url}/clusters/act`, {
    data: { kind: 'note', targets: [{ clusterId: ids[1] }], note: 'Looked at it' },
  });
  await expect(page.getByText('noted: Looked at it')).toBeVisible();
  await expect(title).toHaveValue('What I typed');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/Ana Ruiz noted: Looked at it/).first()).toBeVisible();
  await expect(title).toHaveValue('What I typed');
  await page.getByRole('button', { name: 'Save all the same' }).click();
  await expect(page.getByRole('heading', { name: 'What I typed' })).toBeVisible();
  // Taken back by its key, though it was sent as a form.
  await said(page, /^Renamed/);
  await page.keyboard.press('z');
  await said(page, /^Undone/);
  // A title may be one that a member wrote, and stand on that post, too.
  await expect(page.getByRole('heading', { level: 1, name: titles[1] ?? '', exact: true })).toBeVisible();
  await context.close();
});

for (const { name, width, height } of [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a large screen', width: 1920, height: 1080 },
  { name: 'a phone', width: 390, height: 844 },
]) {
  test(`list, filters, cluster and map are accessible and fit on ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height }, storageState: state });
    const page = await context.newPage();
    for (const path of [
      '/clusters?view=open&kind=complaint&voices=2',
      '/clusters/1?view=all',
      '/map',
      '/posts?q=the+puck',
    ]) {
      await page.goto(refrain.url + path);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
      await expectAccessible(page);
    }
    await context.close();
  });
}

test('a number in the filters is the length of the list behind it', async ({ browser }) => {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${refrain.url}/clusters?view=open`);
  const facets = page
    .locator('a[href*="kind="], a[href*="source="], a[href*="voices="], a[href*="severity="]')
    .filter({ visible: true });
  const links = await facets.evaluateAll((all) =>
    all.map((link) => ({ href: link.getAttribute('href') ?? '', text: link.textContent ?? '' })),
  );
  expect(links.length).toBeGreaterThan(5);
  for (const { href, text } of links) {
    await page.goto(refrain.url + href);
    await expect(total(page)).toHaveText(new RegExp(`^${/(\d+)$/.exec(text)?.[1]} `));
  }
  await context.close();
});
