import { expect, test } from '@playwright/test';
import { createFirstAccount } from './first-account.ts';
import { loadSampleCommunity } from './load-sample-community.ts';
import { startRefrain } from './start-refrain.ts';

test('the picture in the README: the sample community with its largest cluster open', async ({ browser }) => {
  // The product may have to be built first.
  test.setTimeout(600_000);
  const refrain = await startRefrain();
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, deviceScaleFactor: 2 });
    await createFirstAccount(page, refrain.firstLink);
    await loadSampleCommunity(page);
    await page.locator('a[data-cluster-id]').first().click();
    await expect(page.getByRole('link', { name: 'Add to report' })).toBeVisible();
    await page.mouse.move(0, 0);
    await page.screenshot({ path: 'docs/screenshot.png', animations: 'disabled' });
  } finally {
    await refrain.stop();
  }
});
