import path from 'node:path';
import { z } from 'zod';

const Flag = z.enum(['on', 'off'], { error: 'must be on or off' }).transform((value) => value === 'on');
const EncryptionKey = z
  .string()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    'must be 32 bytes as base64 (openssl rand -base64 32)',
  );

/** Every setting of Refrain. `.env.example` lists the same names; a test holds the two together. */
const Environment = z.object({
  PORT: z.coerce.number({ error: 'must be a port number, 0 to 65535' }).int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).optional(),
  REFRAIN_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the full address members of your team open, such as https://refrain.example.org',
    })
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  REFRAIN_DATA_DIR: z.string().min(1).default('./data'),
  REFRAIN_WORKER: Flag.default(true),
  REFRAIN_SECRET_KEY: EncryptionKey.optional(),
  REFRAIN_OLD_SECRET_KEYS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .pipe(z.array(EncryptionKey)),
  REFRAIN_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?$/,
            'must be hosts such as github.internal or 10.0.0.5:8443, separated by commas',
          ),
      ),
    ),
  REFRAIN_MAX_UPLOAD_MB: z.coerce
    .number({ error: 'must be a whole number of megabytes' })
    .int()
    .min(1)
    .max(10_000)
    .default(1024),
  REFRAIN_TRUST_PROXY: Flag.default(false),
  REFRAIN_LOG: z.enum(['json', 'text', 'silent'], { error: 'must be json, text or silent' }).default('text'),
});

export type Config = {
  readonly port: number;
  /** Address to listen on; null: all of this machine's. */
  readonly host: string | null;
  /** Where people reach this server, without a trailing slash; links in issues start with it. */
  readonly publicUrl: string;
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Whether the server process also works on runs. */
  readonly hasWorker: boolean;
  readonly secretKey: string | null;
  readonly oldSecretKeys: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly maxUploadBytes: number;
  readonly trustsProxy: boolean;
  readonly log: 'json' | 'text' | 'silent';
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads all settings at once. @throws ConfigError naming each wrong variable and what is expected. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new ConfigError(
      `Refrain cannot start, these settings are wrong:\n${lines.join('\n')}\nSee .env.example for all settings.`,
    );
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    host: value.HOST ?? null,
    publicUrl: (value.REFRAIN_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir: path.resolve(value.REFRAIN_DATA_DIR),
    hasWorker: value.REFRAIN_WORKER,
    secretKey: value.REFRAIN_SECRET_KEY ?? null,
    oldSecretKeys: value.REFRAIN_OLD_SECRET_KEYS,
    allowedHosts: value.REFRAIN_ALLOWED_HOSTS,
    maxUploadBytes: value.REFRAIN_MAX_UPLOAD_MB * 1024 * 1024,
    trustsProxy: value.REFRAIN_TRUST_PROXY,
    log: value.REFRAIN_LOG,
  };
}
