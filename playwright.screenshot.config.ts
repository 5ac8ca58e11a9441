import { defineConfig } from '@playwright/test';
import browserTests from './playwright.config.ts';

/** `npm run screenshot`: the browser of the tests, for one picture. */
export default defineConfig({ ...browserTests, projects: [{ testMatch: 'screenshot.ts' }] });
