import { ensurePagesBuild, ensureServerBuild } from '../../scripts/builds.mjs';

/** Playwright's global set-up: servers that start at the same time would build over each other. */
export default async function buildOnce(): Promise<void> {
  await ensureServerBuild();
  await ensurePagesBuild();
}
