import { expect, type Page } from '@playwright/test';

/** One click on the overview; ends when its clusters are there. */
export async function loadSampleCommunity(page: Page): Promise<void> {
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('button', { name: /sample community/i }).click();
  await expect(async () => {
    await page.goto(new URL('/clusters', page.url()).href);
    await expect(page.locator('a[data-cluster-id]').first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}
