import type { WriteOutcome } from '#server/trackers/tracker.ts';

/** GitHub has no place for links beside an issue's text; the text and the comment hold ours. */
export async function linkBack(): Promise<WriteOutcome> {
  return { kind: 'written' };
}
