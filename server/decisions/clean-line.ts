import { AppError } from '#server/errors.ts';

/**
 * One line without control characters; null when nothing is left.
 * @throws AppError `invalid` when it is longer than `maxLength`.
 */
export function cleanLine(text: string, { what, maxLength }: { what: string; maxLength: number }): string | null {
  const cleaned = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  if (cleaned.length > maxLength) {
    throw new AppError('invalid', `${what} may have ${maxLength} characters at most; this one has ${cleaned.length}.`);
  }
  return cleaned === '' ? null : cleaned;
}
