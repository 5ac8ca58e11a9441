import { AppError } from '#server/errors.ts';

export const MAX_TITLE_LENGTH = 300;
/** GitHub takes bodies of 65,536 characters; the quotes must fit as well. */
export const MAX_SUMMARY_LENGTH = 40_000;

/** One line. @throws AppError `invalid` when nothing is left, or too much. */
export function cleanTitle(title: string): string {
  const cleaned = title
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (cleaned === '') throw new AppError('invalid', 'A report needs a title.', { field: 'title' });
  if (cleaned.length > MAX_TITLE_LENGTH) {
    throw new AppError('invalid', `A title may have ${MAX_TITLE_LENGTH} characters at most.`, { field: 'title' });
  }
  return cleaned;
}

/** Lines end in LF; control characters that PostgreSQL or a tracker would choke on are left out. */
export function cleanSummary(summary: string): string {
  const cleaned = summary
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, '');
  if (cleaned.length > MAX_SUMMARY_LENGTH) {
    throw new AppError('invalid', `A summary may have ${MAX_SUMMARY_LENGTH} characters at most.`, { field: 'summary' });
  }
  return cleaned;
}
