import { accessSync, constants, mkdirSync } from 'node:fs';
import { AppError } from '#server/errors.ts';

/** Makes the data folder if it is missing. @throws AppError `unavailable` when it cannot be made or written in. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new AppError(
      'unavailable',
      `The data folder ${dataDir} cannot be made or written in (${code}). Set REFRAIN_DATA_DIR to a folder of this user.`,
      {},
      error,
    );
  }
}
