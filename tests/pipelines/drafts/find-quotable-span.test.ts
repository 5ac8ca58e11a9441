import { expect, test } from 'vitest';
import { findQuotableSpan } from '#pipelines/drafts/find-quotable-span.ts';

test.each([
  [
    'a forum',
    '<blockquote>The export of large queries hangs for everybody here.</blockquote>\nIt hangs for me in the export, too, every day.',
  ],
  [
    'a mail',
    'It hangs for me in the export, too, every day.\n\nAm 3. Mai 2025 um 10:12 schrieb Anna <anna@example.com>:\n\nThe export of large queries hangs for everybody here.',
  ],
])('what %s quotes of others is not quoted again', (_, text) => {
  const span = findQuotableSpan(text, ['export', 'queries', 'hangs']);

  expect(text.slice(span?.startOffset, span?.endOffset)).toBe('It hangs for me in the export, too, every day.');
});

test('a post that is nothing but a quote has nothing to quote', () => {
  expect(findQuotableSpan('<blockquote>The export of large queries hangs.</blockquote>', ['export'])).toBeNull();
});
