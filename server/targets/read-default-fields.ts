import { getTracker } from '#server/trackers/registry.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';
import type { Target } from './target.ts';

/** The labels, assignees and milestone that issues of a target get unless somebody says otherwise. */
export function readDefaultFields({ tracker, config }: Pick<Target, 'tracker' | 'config'>): IssueFields {
  const adapter = getTracker(tracker);
  return adapter.defaultFields(adapter.parseConfig(config));
}
