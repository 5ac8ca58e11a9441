import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { targets } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { createKeyring } from '#server/secrets/keyring.ts';
import { checkTarget } from '#server/targets/check-target.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { disableTarget } from '#server/targets/disable-target.ts';
import { findTargets } from '#server/targets/find-targets.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { openTarget } from '#server/targets/open-target.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { emptyTables, openTestDatabase } from '#tests/database/test-database.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';

const TOKEN = 'github_pat_11AAAAAAA0the-token-of-ana';
const actor: Actor = { id: 'key:1', name: 'Ana', role: 'admin', userId: null };
const key = randomBytes(32).toString('base64');
const database = openTestDatabase();
let github: GithubStandIn;

beforeEach(async () => {
  await emptyTables(database.db);
  github = await startGithubStandIn({
    tokens: { [TOKEN]: 'ana' },
    repositories: [
      { owner: 'octo', name: 'demo' },
      { owner: 'octo', name: 'no-issues', hasIssues: false },
    ],
  });
});
afterEach(() => github.close());

describe('createTarget', () => {
  test('shows of its token the last four characters, and nobody gets it back', async () => {
    const target = await create();

    expect(target).toMatchObject({ name: 'octo/demo', hasSecret: true, secretHint: '-ana', baseUrl: github.url });
    const shown = [target, await getTarget(deps(), { targetId: target.id }), ...(await findTargets(deps()))];
    expect(JSON.stringify(shown)).not.toContain(TOKEN.slice(0, -4));
    const [row] = await database.db.select().from(targets);
    expect(JSON.stringify(row)).not.toContain(TOKEN.slice(0, 10));
    expect(row?.secret).toMatch(/^v1\./);
  });

  test.each([
    ['https://10.0.0.1/api/v3', 'private-host'],
    ['https://127.0.0.1', 'private-host'],
    ['https://2130706433', 'private-host'],
    ['https://0x7f.1', 'private-host'],
    ['https://[::1]/api/v3', 'private-host'],
    ['https://[::ffff:169.254.169.254]/', 'private-host'],
    ['https://[64:ff9b::7f00:1]/', 'private-host'],
    ['https://metadata.google.internal/', 'private-host'],
    ['https://localhost', 'private-host'],
    ['localhost', 'private-host'],
    ['https://ana:secret@ghe.example.com/api/v3', 'credentials'],
    ['http://ghe.example.com/api/v3', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['https://ghe.example.com:8443/api/v3', 'port'],
    ['https://ghe example/', 'not-a-url'],
  ])('the address %s is refused as %s', async (baseUrl, reason) => {
    const refused = await create({ baseUrl }).catch((error: unknown) => error);

    expect(refused).toMatchObject({ code: 'invalid', details: { field: 'baseUrl', reason } });
    expect(await findTargets(deps())).toEqual([]);
  });

  test('a private host is open where the operator named it, and only there', async () => {
    await expect(create({}, { allowedHosts: [] })).rejects.toMatchObject({ code: 'invalid' });
    await expect(create()).resolves.toMatchObject({ baseUrl: github.url });
    const { port } = new URL(github.url);
    await expect(create({ baseUrl: `http://127.0.0.1:${Number(port) + 1}` })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test.each([
    ['', 'https://api.github.com'],
    ['github.com', 'https://api.github.com'],
    ['ghe.example.com', 'https://ghe.example.com/api/v3'],
    ['https://ghe.example.com/api/v3/', 'https://ghe.example.com/api/v3'],
  ])('the address %j means %s', async (baseUrl, meant) => {
    expect(await create({ baseUrl })).toMatchObject({ baseUrl: meant });
  });

  test.each([
    [{ config: { owner: 'octo' } }, 'repo'],
    [{ config: { owner: 'octo', repo: 'demo', label: ['voice'] } }, 'label'],
    [{ config: { owner: '../x', repo: 'demo' } }, 'owner'],
    [{ config: { owner: 'octo', repo: '..' } }, 'repo'],
    [{ token: 'two words' }, 'token'],
    [{ token: 'line\nbreak' }, 'token'],
    [{ token: '' }, 'token'],
  ])('%j is refused, with the field', async (input, field) => {
    await expect(create(input)).rejects.toMatchObject({ code: 'invalid', details: { field } });
  });

  test('a name is taken once', async () => {
    await create();

    await expect(create()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('octo/demo') });
    await expect(create({ name: 'Second' })).resolves.toMatchObject({ name: 'Second' });
  });
});

describe('updateTarget', () => {
  test('a target that moves to another address loses its token', async () => {
    const { id } = await create();

    const moved = await updateTarget(deps(), { targetId: id, baseUrl: 'https://ghe.example.com/api/v3' });

    expect(moved).toMatchObject({ hasSecret: false, secretHint: null, checkedAt: null });
    await expect(openTarget(deps(), { targetId: id })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a target cannot be moved to a private address', async () => {
    const { id } = await create();

    await expect(updateTarget(deps(), { targetId: id, baseUrl: 'https://192.168.0.1' })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await getTarget(deps(), { targetId: id })).toMatchObject({ baseUrl: github.url, hasSecret: true });
  });

  test('an empty token keeps the one that is there, a new one takes its place', async () => {
    const { id } = await create();

    expect(await updateTarget(deps(), { targetId: id, token: ' ', name: 'Renamed' })).toMatchObject({
      name: 'Renamed',
      secretHint: '-ana',
    });
    expect(await updateTarget(deps(), { targetId: id, token: `${TOKEN}-2` })).toMatchObject({ secretHint: 'na-2' });
  });
});

describe('openTarget', () => {
  test('after a rotation the older key still opens, and without it the way out is named', async () => {
    const { id } = await create();
    const newKey = randomBytes(32).toString('base64');

    const opened = await openTarget({ ...deps(), keyring: createKeyring([newKey, key]) }, { targetId: id });
    expect(opened.connection.token).toBe(TOKEN);
    await opened.close();
    await expect(openTarget({ ...deps(), keyring: createKeyring([newKey]) }, { targetId: id })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('REFRAIN_OLD_SECRET_KEYS'),
    });
  });

  test('a secret copied into another row cannot be used there', async () => {
    const first = await create();
    const second = await create({ name: 'Second', token: 'another-long-token' });
    await database.db.execute(
      sql`update targets set secret = (select secret from targets where id = ${first.id}) where id = ${second.id}`,
    );

    await expect(openTarget(deps(), { targetId: second.id })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a disabled target has forgotten its token', async () => {
    const { id } = await create();

    expect(await disableTarget(deps(), { targetId: id })).toMatchObject({ hasSecret: false, secretHint: null });

    const [row] = await database.db.select({ secret: targets.secret }).from(targets).where(eq(targets.id, id));
    expect(row?.secret).toBeNull();
    await expect(openTarget(deps(), { targetId: id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await findTargets(deps())).toEqual([]);
    expect(await findTargets(deps(), { includesDisabled: true })).toHaveLength(1);
  });
});

describe('checkTarget', () => {
  test('notes when all was well, and forgets it when something is missing', async () => {
    const { id } = await create();

    expect(await checkTarget(deps(), { targetId: id })).toMatchObject({ isUsable: true, login: 'ana', problems: [] });
    expect((await getTarget(deps(), { targetId: id })).checkedAt).toBeInstanceOf(Date);

    await updateTarget(deps(), { targetId: id, config: { owner: 'octo', repo: 'no-issues' } });
    const check = await checkTarget(deps(), { targetId: id });
    expect(check).toMatchObject({ isUsable: false, problems: [{ code: 'issues_disabled' }] });
    expect((await getTarget(deps(), { targetId: id })).checkedAt).toBeNull();
    expect(github.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(JSON.stringify(check)).not.toContain(TOKEN);
  });
});

function deps({ allowedHosts = [github.host] }: { allowedHosts?: string[] } = {}) {
  return {
    db: database.db,
    keyring: createKeyring([key]),
    config: { allowedHosts, publicUrl: 'http://localhost:3000' },
    isUnpaced: true,
  };
}

function create(input: Partial<Parameters<typeof createTarget>[1]> = {}, rules: { allowedHosts?: string[] } = {}) {
  return createTarget(deps(rules), {
    tracker: 'github',
    baseUrl: github.url,
    config: { owner: 'octo', repo: 'demo' },
    token: TOKEN,
    actor,
    ...input,
  });
}
