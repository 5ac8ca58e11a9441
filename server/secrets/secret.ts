import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#server/errors.ts';
import type { Keyring } from './keyring.ts';

const ALGORITHM = 'aes-256-gcm';

/**
 * Encrypts a secret for one row: `v1.<key id>.<nonce>.<tag>.<text>`. The row's name goes in as associated data, so that
 * an encrypted secret copied to another row cannot be used there.
 * @param row such as `targets:12`.
 */
export function encryptSecret(keyring: Keyring, { secret, row }: { secret: string; row: string }): string {
  const [key] = keyring;
  const nonce = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce).setAAD(Buffer.from(row));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', key.id, ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
}

/** @throws AppError `unavailable` when the key is gone, or the stored secret was changed or belongs to another row. */
export function decryptSecret(keyring: Keyring, { encrypted, row }: { encrypted: string; row: string }): string {
  const [version, keyId, nonce, tag, text] = encrypted.split('.');
  const key = keyring.find((candidate) => candidate.id === keyId);
  if (version !== 'v1' || nonce === undefined || tag === undefined || text === undefined || !key) {
    throw new AppError(
      'unavailable',
      'The stored token was encrypted with a key that is not configured. Add that key to REFRAIN_OLD_SECRET_KEYS, or enter the token again.',
    );
  }
  try {
    const decipher = createDecipheriv(ALGORITHM, key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(row))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return decipher.update(Buffer.from(text, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
  } catch (error) {
    throw new AppError('unavailable', 'The stored token cannot be read. Enter it again.', {}, error);
  }
}

/** Whether a newer key has become the first since this secret was encrypted. */
export function needsNewKey(keyring: Keyring, encrypted: string): boolean {
  return encrypted.split('.')[1] !== keyring[0].id;
}

/** All that is ever shown of a secret: its last four characters, and of a short one or a key file none. */
export function hintSecret(secret: string): string {
  return secret.length >= 12 && !secret.startsWith('-----') ? secret.slice(-4) : '';
}
