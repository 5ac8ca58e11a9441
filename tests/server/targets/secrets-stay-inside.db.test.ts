import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { checkTarget } from '#server/targets/check-target.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { rotateWebhookSecret } from '#server/webhooks/rotate-webhook-secret.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { openApiClient } from '#tests/server/api/api-client.ts';
import { actor, createWorld, TOKEN, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';

type RouteModule = { readonly loader?: (args: object) => unknown };
const modules = import.meta.glob<RouteModule>('../../../app/routes/**/*.{ts,tsx}');

let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' }, repositories: [{ owner: 'octo', name: 'demo' }] });
});
afterAll(() => github.close());

const database = openTestDatabase();
const api = openApiClient(database, { env: () => ({ REFRAIN_ALLOWED_HOSTS: github.host }) });
let world: World;
let webhookSecret: string;
let key: string;
/** The tracker's own way of writing it in a header, too. */
const SECRET_SHAPES = () =>
  [TOKEN, webhookSecret].flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ]);

beforeAll(async () => {
  const context = api.context();
  world = await createWorld({ db: database.db, jobs: context.jobs as World['jobs'], github });
  world = { ...world, keyring: context.keyring };
  ({ key } = await createApiKey(world, { name: 'admin', role: 'admin' }));
  // Under the API's own keys, so that its endpoints and pages can use the token and not merely fail.
  await updateTarget(world, { targetId: world.targetId, token: TOKEN });
  ({ secret: webhookSecret } = await rotateWebhookSecret(world, { targetId: world.targetId }));
  await checkTarget(world, { targetId: world.targetId });
  github.failNext('create', { type: 'invalid', errors: [{ message: 'no' }] });
  for (let i = 0; i < 2; i += 1) {
    const push = await createPush(world, { ...world, actor });
    await workOut(world, push.runId ?? 0);
  }
});

test('a tracker’s token and a webhook’s secret stand in no table and in no line of the log', async () => {
  const { rows: tables } = await database.db.execute<{ name: string }>(sql`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`);
    parts.push(...rows.map(({ row }) => row));
  }
  const dump = parts.join('\n');
  expect(dump).toContain('Export hangs');
  expect(github.requests.length).toBeGreaterThan(2);
  for (const secret of SECRET_SHAPES()) {
    expect(dump).not.toContain(secret);
    expect(world.logged.join('\n')).not.toContain(secret);
  }
});

test('no endpoint that reads gives them away', async () => {
  const answers: string[] = [];
  for (const { path } of ENDPOINTS.filter(({ method }) => method === 'GET')) {
    const answer = await api.call(path.replaceAll(/\{\w+\}/g, '1'), { headers: { authorization: `Bearer ${key}` } });
    answers.push(`${path} ${answer.status} ${await answer.text()}`);
  }
  expect(answers.join('\n')).toContain('octo/demo');
  for (const secret of SECRET_SHAPES()) expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
});

test('nor does any page', async () => {
  const context = { ...api.context(), actor: { id: 'user:u1', name: 'Ana', role: 'admin', userId: null } };
  const data: string[] = [];
  for (const [file, load] of Object.entries(modules)) {
    const { loader } = await load();
    if (!loader || /\/(live|v1|webhooks)\.ts$/.test(file)) continue;
    const params = {
      reportId: '1',
      pushId: '1',
      postId: '1',
      runId: '1',
      clusterId: '1',
      targetId: '1',
      key: '1',
      format: 'json',
      token: 'x',
    };
    const request = new Request('http://localhost:3000/?target=1');
    const answer = await (async () => loader({ request, params, context }))().catch((thrown: unknown) => thrown);
    data.push(`${file} ${answer instanceof Response ? await answer.text() : JSON.stringify(answer)}`);
  }
  expect(data.join('\n')).toContain('octo/demo');
  for (const secret of SECRET_SHAPES()) expect(data.filter((page) => page.includes(secret))).toEqual([]);
  expect(z.array(z.unknown()).parse(api.errors)).toEqual([]);
});
