import type { Page } from '@playwright/test';

export const ADMIN = { name: 'Ana Ruiz', email: 'ana@example.org', password: 'a sentence that is long enough' };

/** Opens the one-time link and creates the first account, as a newcomer does. */
export async function createFirstAccount(page: Page, firstLink: string): Promise<void> {
  await page.goto(firstLink);
  await page.getByLabel('Name').fill(ADMIN.name);
  await page.getByLabel('E-mail').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}
