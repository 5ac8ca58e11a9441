import { defineConfig } from '@playwright/test';

/** Browser tests run against the production build, two files at a time, each with a server and a database of its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/build-once.ts',
  projects: [
    { name: 'pages', testMatch: '*.spec.ts', testIgnore: 'lighthouse.spec.ts' },
    // Scores suffer from what else goes on: they are taken alone, and at last CI does nothing else any more.
    { name: 'scores', testMatch: 'lighthouse.spec.ts', dependencies: ['pages'] },
  ],
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    // Recording every step takes as long as the steps: ask for it by `--trace on`.
    trace: 'off',
  },
});
