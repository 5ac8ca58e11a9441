import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { apiKeys, invitations, users } from '#db/schema.ts';
import { acceptInvitation } from '#server/accounts/accept-invitation.ts';
import { createAuth } from '#server/accounts/auth.ts';
import { changePerson, revokeApiKey } from '#server/accounts/change-person.ts';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { createFirstLink } from '#server/accounts/create-first-link.ts';
import { createInvitation } from '#server/accounts/create-invitation.ts';
import { getKeyActor } from '#server/accounts/get-key-actor.ts';
import { getSessionActor } from '#server/accounts/get-session-actor.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import { parseConfig } from '#server/config/config.ts';
import { createTestDatabase } from '#tests/database/test-database.ts';

const database = await createTestDatabase();
const { db } = database;
afterAll(() => database.close());
const auth = createAuth({ db, config: parseConfig({}), secret: 'a secret of at least thirty-two characters' });
const publicUrl = 'http://localhost:3000';
const request = new Request(`${publicUrl}/sign-in`, { method: 'POST' });
const password = 'correct horse battery';
const ana = { email: 'Ana@Example.org', name: 'Ana', password };

function tokenOf(url: string | null): string {
  return new URL(url ?? '').searchParams.get('token') ?? '';
}

async function cookieOf(email: string): Promise<Headers> {
  const headers = await signIn({ auth, limits: new Map() }, { email, password, request });
  return new Headers({
    cookie: headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  });
}

test('the first link makes an admin once, and then there is no more first link', async () => {
  const outdated = tokenOf(await createFirstLink({ db, publicUrl }));
  const token = tokenOf(await createFirstLink({ db, publicUrl }));

  await expect(acceptInvitation({ db, auth }, { token: outdated, ...ana })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(acceptInvitation({ db, auth }, { token, ...ana, password: 'short' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await acceptInvitation({ db, auth }, { token, ...ana });

  expect(await createFirstLink({ db, publicUrl })).toBeNull();
  await expect(acceptInvitation({ db, auth }, { token, ...ana, email: 'eve@example.org' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const actor = await getSessionActor({ auth }, await cookieOf('ana@example.org'));
  expect(actor).toMatchObject({ name: 'Ana', role: 'admin' });
});

test('a link clicked twice at the same moment makes one account', async () => {
  const { url } = await createInvitation({ db, publicUrl }, { role: 'manager' });
  const tries = ['one@example.org', 'two@example.org'].map((email) =>
    acceptInvitation({ db, auth }, { token: tokenOf(url), email, name: 'Twice', password }),
  );

  const outcomes = await Promise.allSettled(tries);

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(await db.select({ id: users.id }).from(users).where(eq(users.name, 'Twice'))).toHaveLength(1);
});

test('an invitation with an address makes an account for that address only', async () => {
  const { url } = await createInvitation({ db, publicUrl }, { role: 'product', email: 'pia@example.org' });

  await acceptInvitation({ db, auth }, { token: tokenOf(url), email: 'mallory@example.org', name: 'Pia', password });

  expect(await getSessionActor({ auth }, await cookieOf('pia@example.org'))).toMatchObject({ role: 'product' });
});

test('no token and no key is stored in the clear', async () => {
  const { url } = await createInvitation({ db, publicUrl }, { role: 'product' });
  const { key } = await createApiKey({ db }, { name: 'sync', role: 'manager' });

  const stored = JSON.stringify([await db.select().from(invitations), await db.select().from(apiKeys)]);

  expect(stored).not.toContain(tokenOf(url));
  expect(stored).not.toContain(key.slice('refrain_'.length));
});

test('an API key acts with its role until it is revoked', async () => {
  const { id, key } = await createApiKey({ db }, { name: 'sync', role: 'manager' });
  const headers = new Headers({ authorization: `Bearer ${key}` });

  expect(await getKeyActor({ db }, headers)).toMatchObject({ id: `key:${id}`, role: 'manager', userId: null });
  expect(await getKeyActor({ db }, new Headers({ authorization: `Bearer ${key}x` }))).toBeNull();
  await revokeApiKey({ db }, { keyId: id });
  expect(await getKeyActor({ db }, headers)).toBeNull();
});

test('a wrong password is refused without saying what was wrong, and guessing is slowed down', async () => {
  const limits = new Map();
  const attempt = (email: string) => signIn({ auth, limits }, { email, password: 'wrong wrong wrong', request });

  const wrong = await attempt('ana@example.org').catch((error: Error) => error.message);
  const unknown = await attempt('nobody@example.org').catch((error: Error) => error.message);
  expect(wrong).toBe(unknown);
  for (let i = 0; i < 9; i += 1) await attempt('ana@example.org').catch(() => {});
  await expect(signIn({ auth, limits }, { email: 'ana@example.org', password, request })).rejects.toMatchObject({
    code: 'too_many',
  });
});

test('shutting a person out ends their session, and the last admin stays', async () => {
  const { url } = await createInvitation({ db, publicUrl }, { role: 'marketing', email: 'max@example.org' });
  const { userId } = await acceptInvitation({ db, auth }, { token: tokenOf(url), email: '', name: 'Max', password });
  const headers = await cookieOf('max@example.org');

  await changePerson({ db }, { userId, banned: true });

  expect(await getSessionActor({ auth }, headers)).toBeNull();
  await expect(cookieOf('max@example.org')).rejects.toMatchObject({ code: 'unauthenticated' });
  const [admin] = await db.select({ id: users.id }).from(users).where(eq(users.role, 'admin'));
  await expect(changePerson({ db }, { userId: admin?.id ?? '', role: 'manager' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(changePerson({ db }, { userId: admin?.id ?? '', banned: true })).rejects.toMatchObject({
    code: 'conflict',
  });
});
