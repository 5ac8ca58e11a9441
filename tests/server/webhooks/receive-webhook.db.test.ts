import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pushes } from '#db/schema.ts';
import { type JobQueue, openJobQueue } from '#server/jobs/jobs.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { receiveWebhook } from '#server/webhooks/receive-webhook.ts';
import { rotateWebhookSecret } from '#server/webhooks/rotate-webhook-secret.ts';
import { verifySignature } from '#server/webhooks/verify-signature.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';
import { actor, createWorld, TOKEN, type World, workOut } from '#tests/server/pushes/push-fixture.ts';
import { findShared } from '#tests/shared-material.ts';
import { type GithubStandIn, startGithubStandIn } from '#tests/stand-ins/github.ts';
import { type JiraStandIn, startJiraStandIn } from '#tests/stand-ins/jira.ts';

describe('verifySignature', () => {
  const secret = "It's a Secret to Everybody";
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries and Jira's own example.
  test.each([
    ['Hello, World!', 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'],
    ['Hello World!', 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9'],
  ])('takes the vendors’ own example %j', (body, signature) => {
    expect(verifySignature(Buffer.from(body), { signature, secret })).toBe(true);
    expect(verifySignature(Buffer.from(`${body} `), { signature, secret })).toBe(false);
  });

  test.each([null, '', 'sha256=', 'sha1=757107ea', `sha256=${'0'.repeat(64)}`])(
    'refuses the signature %j',
    (signature) => {
      expect(verifySignature(Buffer.from('Hello, World!'), { signature, secret })).toBe(false);
    },
  );
});

const require = createRequire(import.meta.url);
const EXAMPLES = path.dirname(require.resolve('@octokit/webhooks-examples/package.json'));
type Example = { readonly action?: string; readonly issue?: object };
type RecordedEvent = { readonly name: string; readonly examples: readonly Example[] };
const database = openTestDatabase();
let jobs: JobQueue;
beforeAll(async () => {
  jobs = await openJobQueue(database.pool, { works: false });
});
afterAll(() => jobs.stop());

describe('receiveWebhook from GitHub', () => {
  let github: GithubStandIn;
  let world: World;
  let secret: string;
  beforeEach(async () => {
    github = await startGithubStandIn({ tokens: { [TOKEN]: 'ana' } });
    world = await createWorld({ db: database.db, jobs, github });
    secret = await prepare(world);
  });
  afterEach(() => github.close());

  test('marks the issue to be looked at, and believes nothing of what it says', async () => {
    const issue = { id: Number(await issueId()), state: 'closed', state_reason: 'completed', title: 'Owned' };

    expect(await send('issues', { action: 'closed', issue }, 'd1')).toBe('looking');

    expect(await isDue()).toBe(true);
    const [push] = await database.db.select().from(pushes);
    expect(push).toMatchObject({ issueStatus: 'open', title: 'Export hangs' });
  });

  test('the same delivery has its effect once', async () => {
    const body = { action: 'closed', issue: { id: Number(await issueId()) } };
    await send('issues', body, 'd1');
    await rest();

    expect(await send('issues', body, 'd1')).toBe('repeated');
    expect(await isDue()).toBe(false);
    expect(await send('issues', body, 'd2')).toBe('looking');
  });

  test('a wrong signature is refused before anything is read', async () => {
    const headers = new Headers({ 'x-github-event': 'issues', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` });

    await expect(
      receiveWebhook(world, { targetId: world.targetId, headers, body: Buffer.from('not json') }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('an issue of somebody else changes nothing', async () => {
    expect(await send('issues', { action: 'closed', issue: { id: 1 } }, 'd1')).toBe('nothing-to-do');
    expect(await isDue()).toBe(false);
  });

  // Of github.com and of each version of GitHub Enterprise that there are examples of.
  test.each([
    ['api.github.com', 329],
    ['ghes-31', 49],
    ['ghes-32', 49],
    ['ghes-33', 50],
    ['ghes-34', 124],
    ['ghes-35', 125],
  ])('every recorded example of %s is taken, and looks where it has to', async (edition, count) => {
    const id = Number(await issueId());
    const recorded: RecordedEvent[] = JSON.parse(readFileSync(`${EXAMPLES}/${edition}/index.json`, 'utf8'));
    const looked = new Set<string>();
    let serial = 0;
    for (const { name, examples } of recorded) {
      for (const example of examples) {
        // Made to speak of our issue, so that an effect can be seen.
        const body = example.issue ? { ...example, issue: { ...example.issue, id } } : example;
        serial += 1;
        const received = await send(name, body, `e${serial}`);
        const isDueNow = await isDue();

        expect([name, received, isDueNow]).toEqual([name, isDueNow ? 'looking' : 'nothing-to-do', isDueNow]);
        if (!isDueNow) continue;
        looked.add(`${name}.${example.action}`);
        await rest();
      }
    }
    expect(serial).toBe(count);
    expect([...looked].sort()).toEqual([...new Set(recorded.flatMap(meantEvents))].sort());
  });

  function send(event: string, body: unknown, delivery: string) {
    const bytes = Buffer.from(JSON.stringify(body));
    const headers = new Headers({
      'x-github-event': event,
      'x-github-delivery': delivery,
      'x-hub-signature-256': sign(bytes, secret),
    });
    return receiveWebhook(world, { targetId: world.targetId, headers, body: bytes });
  }
});

describe('receiveWebhook from Jira', () => {
  let jira: JiraStandIn;
  let world: World;
  let secret: string;
  beforeEach(async () => {
    jira = await startJiraStandIn({ accounts: { [`ana@example.org:${TOKEN}`]: 'Ana' } });
    world = await createWorld({ db: database.db, jobs, jira });
    secret = await prepare(world);
  });
  afterEach(() => jira.close());

  const folder = findShared('samples/jira-webhooks');
  test.skipIf(!folder)('all 55 recorded webhooks are taken, and look where they have to', async () => {
    const files = readdirSync(folder ?? '');
    const id = await issueId();
    for (const file of files) {
      await rest();
      const recorded = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, unknown>;
      const body = recorded.issue ? { ...recorded, issue: { ...(recorded.issue as object), id } } : recorded;
      const isMeant = ['jira:issue_updated', 'jira:issue_deleted'].includes(String(recorded.webhookEvent));

      expect([file, await send(body)]).toEqual([file, isMeant ? 'looking' : 'nothing-to-do']);
      expect(await isDue()).toBe(isMeant);
    }
    expect(files).toHaveLength(55);
  });

  test('without an identifier, the same bytes have their effect once', async () => {
    const body = { webhookEvent: 'jira:issue_updated', issue: { id: await issueId() } };

    expect([await send(body), await send(body)]).toEqual(['looking', 'repeated']);
  });

  function send(body: unknown) {
    const bytes = Buffer.from(JSON.stringify(body));
    const headers = new Headers({ 'x-hub-signature': sign(bytes, secret) });
    return receiveWebhook(world, { targetId: world.targetId, headers, body: bytes });
  }
});

/** Whatever happens to an issue is looked at, and all issues when the repository goes elsewhere or out of sight. */
function meantEvents({ name, examples }: RecordedEvent): string[] {
  const actions = examples.map(({ action }) => action ?? '');
  if (name === 'issues') return actions.map((action) => `issues.${action}`);
  if (name !== 'repository') return [];
  const moved = ['renamed', 'transferred', 'deleted', 'privatized'];
  return actions.filter((action) => moved.includes(action)).map((action) => `repository.${action}`);
}

async function prepare(world: World): Promise<string> {
  const push = await createPush(world, { ...world, actor });
  await workOut(world, push.runId ?? 0);
  await rest();
  return (await rotateWebhookSecret(world, { targetId: world.targetId })).secret;
}

function sign(bytes: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
}

async function issueId(): Promise<string> {
  const [push] = await database.db.select({ id: pushes.issueId }).from(pushes);
  return push?.id ?? '';
}

/** As if the issue had just been looked at. */
async function rest(): Promise<void> {
  await database.db.update(pushes).set({ lookAt: sql`now() + interval '1 hour'` });
}

async function isDue(): Promise<boolean> {
  const due = await database.db.select({ id: pushes.id }).from(pushes).where(sql`look_at <= now()`);
  const caused = await database.db.select({ id: pushes.id }).from(pushes).where(eq(pushes.lookCause, 'webhook'));
  return due.length > 0 && caused.length > 0;
}
