import { AppError } from '#server/errors.ts';

/** The file as a whole cannot be read. The message says what is wrong and what the person can do. */
export function unreadableFile(message: string, cause?: unknown): AppError {
  return new AppError('unprocessable', message, {}, cause);
}
