import { createHash, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDataDir } from '#server/config/make-data-dir.ts';

/** Keys that secrets are encrypted with: the first encrypts, all decrypt. Rotate by putting a new key in front. */
export type Keyring = readonly [SecretKey, ...SecretKey[]];

export interface SecretKey {
  /** Names the key inside an encrypted secret without telling anything of it. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** @param keys 32 bytes each, as base64; the current key first. */
export function createKeyring(keys: readonly [string, ...string[]]): Keyring {
  const [current, ...older] = keys;
  return [readKey(current), ...older.map(readKey)];
}

function readKey(base64: string): SecretKey {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 32) throw new RangeError('A secret key must be 32 bytes as base64.');
  return { id: createHash('sha256').update('refrain key id').update(bytes).digest('hex').slice(0, 12), bytes };
}

/**
 * The keys of this installation: the configured one, or one that is made once and kept in the data folder, readable by
 * its owner only. Two processes that start at the same time agree on one.
 */
export function openKeyring(config: {
  readonly secretKey: string | null;
  readonly oldSecretKeys: readonly string[];
  readonly dataDir: string;
}): Keyring {
  return createKeyring([config.secretKey ?? readOrMakeKey(config.dataDir), ...config.oldSecretKeys]);
}

function readOrMakeKey(dataDir: string): string {
  const file = path.join(dataDir, 'secret.key');
  const found = readIfPresent(file);
  if (found !== null) return found;
  makeDataDir(dataDir);
  // Written aside first and then linked: whoever is second finds a complete key, and nobody overwrites one.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
