import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { credentials, sessions, users, verifications } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/**
 * Accounts and sessions by better-auth. Its own HTTP endpoints are not mounted: pages call use cases, which call this.
 * @param secret signs session cookies; at least 32 characters.
 */
export function createAuth({ db, config, secret }: { db: Database; config: Config; secret: string }) {
  return betterAuth({
    appName: 'Refrain',
    baseURL: config.publicUrl,
    secret,
    telemetry: { enabled: false },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: credentials, verification: verifications },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    user: { additionalFields: { role: { type: 'string', input: false }, banned: { type: 'boolean', input: false } } },
    session: { expiresIn: 60 * 60 * 24 * 30, updateAge: 60 * 60 * 24 },
    advanced: { useSecureCookies: config.publicUrl.startsWith('https://'), cookiePrefix: 'refrain' },
    logger: { disabled: true },
  });
}

export type Auth = ReturnType<typeof createAuth>;
