import type { Tracker } from '#db/schema.ts';
import { github } from './github/github.ts';
import { jira } from './jira/jira.ts';
import type { TrackerAdapter } from './tracker.ts';

/** Every tracker that reports can be pushed to. */
const ADAPTERS = { github, jira } satisfies Record<Tracker, unknown>;

/** The adapter with its settings opaque: callers only hand back what the same adapter's `parseConfig` made. */
export function getTracker(tracker: Tracker): TrackerAdapter<unknown> {
  return ADAPTERS[tracker] as unknown as TrackerAdapter<unknown>;
}
