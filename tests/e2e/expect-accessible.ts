import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const ALL: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};
/** What a theme can change: all else is the same in both. */
const THEMED: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  resultTypes: ['violations'],
};

/** Axe finds nothing on the page as it stands, in the light and the dark theme, and nothing is wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  await page.evaluate(layOutAll);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(findViolations, colorScheme === 'light' ? ALL : THEMED);
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is wider than the window`).toBeLessThanOrEqual(0);
}

/** Runs in the page: rows out of sight have a guessed height until they are seen, and what is below them lies over them. */
function layOutAll(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.far-off { content-visibility: visible !important }');
  document.adoptedStyleSheets = [sheet];
}

/** Runs in the page. */
async function findViolations(options: RunOptions): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
