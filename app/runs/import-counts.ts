import type { ImportResult } from './run-result.ts';

/** What each count of an import means, in the order people ask for them. Together they are all rows of the file. */
export function importOutcomes(result: ImportResult) {
  return [
    { label: 'New', count: result.createdCount, hint: 'posts that were not here before' },
    {
      label: 'Changed',
      count: result.editedCount + result.updatedCount,
      hint: 'known posts with new words, times or links; earlier words are kept',
    },
    { label: 'Unchanged', count: result.unchangedCount, hint: 'here already, just the same' },
    { label: 'Rejected', count: result.rejectedCount, hint: 'rows that are not posts; each is listed with its reason' },
    ...(result.erasedCount > 0
      ? [{ label: 'Erased', count: result.erasedCount, hint: 'their source has deleted them' }]
      : []),
    ...(result.deletedCount > 0
      ? [{ label: 'Left out', count: result.deletedCount, hint: 'their source had deleted them, so they stay away' }]
      : []),
  ];
}
