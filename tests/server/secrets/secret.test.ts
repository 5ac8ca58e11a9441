import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyring, openKeyring } from '#server/secrets/keyring.ts';
import { decryptSecret, encryptSecret, hintSecret, needsNewKey } from '#server/secrets/secret.ts';

const oldKey = randomBytes(32).toString('base64');
const newKey = randomBytes(32).toString('base64');
const secret = 'github_pat_11AAAAAAA0example_wxyz';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'refrain-keys-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

test('a secret comes back for its own row, and two encryptions of it differ', () => {
  const keyring = createKeyring([newKey]);

  const first = encryptSecret(keyring, { secret, row: 'targets:1' });
  const second = encryptSecret(keyring, { secret, row: 'targets:1' });

  expect(decryptSecret(keyring, { encrypted: first, row: 'targets:1' })).toBe(secret);
  expect(first).not.toBe(second);
  expect(first).not.toContain('github');
});

test('an encrypted secret is worth nothing in another row, changed, or under another key', () => {
  const keyring = createKeyring([newKey]);
  const encrypted = encryptSecret(keyring, { secret, row: 'targets:1' });
  const parts = encrypted.split('.');
  const changed = [...parts.slice(0, 4), `${parts[4]?.startsWith('A') ? 'B' : 'A'}${parts[4]?.slice(1)}`].join('.');
  const shortTag = [...parts.slice(0, 3), parts[3]?.slice(0, 6), parts[4]].join('.');

  expect(() => decryptSecret(keyring, { encrypted, row: 'targets:2' })).toThrow('cannot be read');
  expect(() => decryptSecret(keyring, { encrypted: changed, row: 'targets:1' })).toThrow('cannot be read');
  expect(() => decryptSecret(keyring, { encrypted: shortTag, row: 'targets:1' })).toThrow('cannot be read');
  expect(() => decryptSecret(createKeyring([oldKey]), { encrypted, row: 'targets:1' })).toThrow('not configured');
  expect(() => decryptSecret(keyring, { encrypted: 'plain text', row: 'targets:1' })).toThrow('not configured');
});

test('after a rotation old secrets are still read, and known to need the new key', () => {
  const encrypted = encryptSecret(createKeyring([oldKey]), { secret, row: 'targets:1' });
  const rotated = createKeyring([newKey, oldKey]);

  expect(decryptSecret(rotated, { encrypted, row: 'targets:1' })).toBe(secret);
  expect(needsNewKey(rotated, encrypted)).toBe(true);
  expect(needsNewKey(rotated, encryptSecret(rotated, { secret, row: 'targets:1' }))).toBe(false);
});

test('without a configured key one is made once, readable by its owner only', () => {
  const config = { secretKey: null, oldSecretKeys: [], dataDir: path.join(dataDir, 'new') };

  const first = openKeyring(config);
  const second = openKeyring(config);

  expect(second[0].id).toBe(first[0].id);
  expect(readdirSync(config.dataDir)).toEqual(['secret.key']);
  expect(statSync(path.join(config.dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
});

test('a configured key leaves no file', () => {
  const keyring = openKeyring({ secretKey: newKey, oldSecretKeys: [oldKey], dataDir });

  expect(keyring).toHaveLength(2);
  expect(readdirSync(dataDir)).toEqual([]);
});

test('only the last four characters of a long secret are shown', () => {
  expect(hintSecret(secret)).toBe('wxyz');
  expect(hintSecret('short')).toBe('');
});
