import { createVerify } from 'node:crypto';
import type { Answer } from './faulty-server.ts';

/** An App that is installed on all repositories of the stand-in. */
export interface StoredApp {
  readonly id: number;
  readonly installationId: number;
  /** PEM; GitHub keeps this half of the key. */
  readonly publicKey: string;
  /** Whose name its issues carry: `refrain[bot]`. */
  readonly login: string;
}
export type AppTokens = Map<string, { readonly login: string; readonly expiresAt: Date }>;

const HOUR = 3_600_000;

/** `POST /app/installations/{id}/access_tokens`: a token for an hour, to whoever signed with the App's key. */
export function answerApp(
  { apps, appTokens, now }: { apps: readonly StoredApp[]; appTokens: AppTokens; now: () => Date },
  { method, path, jwt }: { method: string; path: string; jwt: string },
): Answer | null {
  if (!path.startsWith('/app/')) return null;
  const claims = readClaims(jwt);
  const app = apps.find(({ id, publicKey }) => String(id) === String(claims?.iss) && isSigned(jwt, publicKey));
  if (!app || !claims || claims.exp * 1000 < Date.now()) {
    return { status: 401, body: { message: 'A JSON web token could not be decoded' } };
  }
  const installation = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(path)?.[1];
  if (method !== 'POST' || installation !== String(app.installationId)) {
    return { status: 404, body: { message: 'Not Found' } };
  }
  const token = `ghs_${appTokens.size + 1}`;
  const expiresAt = new Date(now().getTime() + HOUR);
  appTokens.set(token, { login: app.login, expiresAt });
  const permissions = { issues: 'write', metadata: 'read' };
  return {
    status: 201,
    body: { token, expires_at: expiresAt.toISOString(), permissions, repository_selection: 'all' },
  };
}

function readClaims(jwt: string): { iss: unknown; exp: number } | null {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function isSigned(jwt: string, publicKey: string): boolean {
  const [head, claims, signature = ''] = jwt.split('.');
  return createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url');
}
