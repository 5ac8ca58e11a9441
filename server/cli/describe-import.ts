import { ImportProgress, REPEATED_SENTENCE } from '#server/imports/import-progress.ts';
import { warningSentence } from '#server/imports/map-record.ts';

/** What an import did, as lines for a terminal: how many posts are new, changed or left as they are, and what to know. */
export function describeImport(result: unknown): string[] {
  const { warnings, ...counts } = ImportProgress.parse(result);
  const outcomes = [
    [counts.createdCount, 'new'],
    [counts.editedCount + counts.updatedCount, 'changed'],
    [counts.unchangedCount, 'unchanged'],
    [counts.deletedCount, 'left out, their source had deleted them'],
    [counts.erasedCount, 'erased, their source has deleted them'],
    [counts.rejectedCount, 'rejected'],
  ] as const;
  const told = outcomes.filter(([count]) => count > 0).map(([count, label]) => `${format(count)} ${label}`);
  return [
    `Read ${format(counts.readCount)} ${counts.readCount === 1 ? 'row' : 'rows'}: ${told.join(', ') || 'nothing in them'}.`,
    ...(counts.repeatedCount > 0 ? [`  ${format(counts.repeatedCount)}: ${REPEATED_SENTENCE}`] : []),
    ...Object.entries(warnings).map(([warning, count]) => `  ${format(count)}: ${warningSentence(warning)}`),
  ];
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
