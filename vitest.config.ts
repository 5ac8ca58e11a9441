import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/database/prepare.ts'],
    setupFiles: ['tests/fix-seeds.ts', 'tests/refuse-console-errors.ts'],
    // Processes, not threads: the embedded database locks its folder by process id.
    pool: 'forks',
    // One process runs file after file: loading the modules anew for each costs a third of all time.
    isolate: false,
    maxWorkers: 2,
    // Guards against hanging only: a busy machine takes many times as long as an idle one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
