import { afterAll, beforeAll } from 'vitest';
import { ROLES, type Role } from '#db/schema.ts';
import { createAuth } from '#server/accounts/auth.ts';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { createUser } from '#server/accounts/create-user.ts';
import { getSessionActor } from '#server/accounts/get-session-actor.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import type { Endpoint } from '#server/api/endpoint.ts';
import { handleApiRequest } from '#server/api/handle-api-request.ts';
import type { AppContext } from '#server/app-context.ts';
import { parseConfig } from '#server/config/config.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';

export const ORIGIN = 'http://localhost:3000';
const PASSWORD = 'correct horse battery staple';

export type Call = {
  readonly method?: string;
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly raw?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Role | null;
};

export type ApiClient = {
  /** Paths are below `/api/v1`. Without `as` the key of an admin is sent. */
  readonly call: (path: string, call?: Call) => Promise<Response>;
  readonly context: () => AppContext;
  /** Cookie header of a signed-in person. */
  readonly signIn: (role: Role) => Promise<string>;
  /** What was logged as an error; a test that expects some takes them out. */
  readonly errors: unknown[];
  readonly keyOf: (role: Role) => string;
};

/** The API on a real database, called as the HTTP server calls it. */
export function openApiClient(
  database: TestDatabase,
  options: { endpoints?: readonly Endpoint[]; env?: () => Readonly<Record<string, string>> } = {},
): ApiClient {
  let context: AppContext | null = null;
  let jobs: JobQueue | null = null;
  const keys = new Map<Role, string>();
  const errors: unknown[] = [];

  beforeAll(async () => {
    const config = parseConfig({ REFRAIN_LOG: 'silent', REFRAIN_MAX_UPLOAD_MB: '1', ...options.env?.() });
    jobs = await openJobQueue(database.pool, { works: false });
    const auth = createAuth({ db: database.db, config, secret: 's'.repeat(32) });
    context = {
      db: database.db,
      config,
      jobs,
      auth,
      keyring: createKeyring([Buffer.alloc(32, 7).toString('base64')]),
      log: { info: () => {}, warn: () => {}, error: (message, fields) => void errors.push({ message, ...fields }) },
      signInLimits: new Map(),
      actor: null,
    };
    for (const role of ROLES) {
      const { key } = await createApiKey(context, { name: `${role} key`, role });
      keys.set(role, key);
    }
  });
  afterAll(() => jobs?.stop());

  function opened(): AppContext {
    if (!context) throw new Error('the API is not open yet: use it inside tests and hooks');
    return context;
  }

  async function call(path: string, { method = 'GET', body, raw, headers = {}, as = 'admin' }: Call = {}) {
    const request = new Request(`${ORIGIN}/api/v1${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${keys.get(as)}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
      // Node asks for it when the body is a stream.
      ...(raw === undefined ? {} : { duplex: 'half' }),
    } as RequestInit);
    const actor = await getSessionActor(opened(), request.headers);
    return handleApiRequest({ ...opened(), actor }, request, options);
  }

  return {
    call,
    context: opened,
    errors,
    keyOf: (role) => keys.get(role) ?? '',
    signIn: async (role) => {
      const email = `${role}@example.org`;
      await createUser(opened(), { email, name: `The ${role}`, password: PASSWORD, role });
      const request = new Request(`${ORIGIN}/sign-in`, { method: 'POST' });
      const { auth, signInLimits: limits } = opened();
      const headers = await signIn({ auth, limits }, { email, password: PASSWORD, request });
      return headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    },
  };
}
