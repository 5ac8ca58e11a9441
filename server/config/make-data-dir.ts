import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#server/errors.ts';

/** Makes the data folder if it is missing. @throws AppError `unavailable` when it cannot be made or written in. */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
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

/** One folder after the other: Node's own way of making several never ends where the system says "no such folder". */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
