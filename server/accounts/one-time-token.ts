import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: a guess is as hard as the token itself, so a plain sha256 will do. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
