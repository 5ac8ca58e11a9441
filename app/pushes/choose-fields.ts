import { readDefaultFields } from '#server/targets/read-default-fields.ts';
import type { Target } from '#server/targets/target.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';
import { readLabels } from './read-labels.ts';

/**
 * What a push carries: the labels as typed, everything else as the target has it. Preview and push both ask here, so
 * that the same text means the same fields.
 * @param labels null until somebody typed: then they are the target's own.
 */
export function chooseFields(target: Pick<Target, 'tracker' | 'config'>, labels: string | null): IssueFields {
  const own = readDefaultFields(target);
  return { ...own, labels: readLabels(labels ?? own.labels.join(', ')) };
}
