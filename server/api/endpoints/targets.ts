import { z } from 'zod';
import { TRACKERS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, fromText, Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { checkTarget } from '#server/targets/check-target.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { disableTarget } from '#server/targets/disable-target.ts';
import { findTargets } from '#server/targets/find-targets.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { readTargetForm } from '#server/targets/read-target-form.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { FIELD_KINDS } from '#server/trackers/create-field.ts';
import { rotateWebhookSecret } from '#server/webhooks/rotate-webhook-secret.ts';

const CONFIG =
  'For GitHub: owner, repo, labels, assignees, milestone, app. For Jira: email, project, labels, issueType, priority, values.';

export const Target = z
  .object({
    id: Id,
    tracker: z.enum(TRACKERS),
    name: z.string(),
    baseUrl: z.string().describe('Root of the tracker’s API.'),
    config: z.record(z.string(), z.unknown()).describe(CONFIG),
    hasSecret: z.boolean(),
    secretHint: z.string().nullable().describe('The last characters of the token; the rest is never shown.'),
    hasWebhook: z.boolean().describe('Whether its tracker may send webhooks.'),
    createdAt: At,
    checkedAt: At.nullable().describe('When its connection was last found usable.'),
    disabledAt: At.nullable(),
  })
  .meta({ id: 'Target', description: 'A repository or Jira project that reports can be pushed to.' });

const TargetConfig = z.record(z.string(), z.unknown()).describe(CONFIG);
const name = z.string().trim().min(1).max(200).optional();
const baseUrl = z.string().max(500);
const token = z
  .string()
  .min(1)
  .max(10_000)
  .describe('API token, or the private key of a GitHub App. Encrypted at rest and never shown again.');

const NewTarget = z
  .strictObject({
    tracker: z.enum(TRACKERS),
    name: name.describe('Without it, owner and repository, or the project’s key.'),
    baseUrl: baseUrl
      .default('')
      .describe('Empty: github.com. GitHub Enterprise: `https://HOST/api/v3`. Jira: `https://SITE.atlassian.net`.'),
    config: TargetConfig,
    token,
  })
  .meta({
    id: 'NewTarget',
    examples: [
      { tracker: 'github', config: { owner: 'octo', repo: 'demo' }, token: 'github_pat_…' },
      {
        tracker: 'jira',
        baseUrl: 'https://acme.atlassian.net',
        config: { email: 'ana@acme.example', project: 'ACME' },
        token: 'ATATT…',
      },
    ],
  });

const TargetChange = z
  .strictObject({
    name,
    baseUrl: baseUrl.optional().describe('Moving a target needs its token again.'),
    config: TargetConfig.optional(),
    token: token.optional(),
    isDisabled: z.boolean().optional(),
  })
  .meta({ id: 'TargetChange', examples: [{ config: { owner: 'octo', repo: 'demo', labels: ['community'] } }] });

const TargetCheck = z
  .object({
    isUsable: z.boolean(),
    login: z.string().nullable().describe('Whose name will stand on the issues.'),
    problems: z.array(z.object({ code: z.string(), message: z.string() })).describe('What has to be mended first.'),
    notices: z.array(z.string()).describe('What will work otherwise than one may think.'),
  })
  .meta({ id: 'TargetCheck' });

const CreateForm = z
  .object({
    issueTypes: z.array(z.object({ id: z.string(), name: z.string() })),
    issueType: z.string().nullable().describe('The type that the fields belong to.'),
    fields: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isRequired: z.boolean(),
        kind: z.enum(FIELD_KINDS),
        options: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            children: z.array(z.object({ id: z.string(), name: z.string() })),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'CreateForm', description: 'What a new issue of a target can and must carry.' });

const targetId = idParam('target');

export const targetEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/targets',
    operationId: 'listTargets',
    tag: 'targets',
    summary: 'List targets by name',
    permission: 'targets.read',
    query: { ...pageQuery, includesDisabled: fromText(z.boolean()).default(false) },
    answer: { status: 200, description: 'A page of targets.', schema: pageOf(Target, 'TargetPage') },
    handle: async ({ context, query: { limit, includesDisabled }, request }) => {
      const after = readCursor(request, z.string());
      const rows = await findTargets(context, { includesDisabled, after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (target) => target.name });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/targets',
    operationId: 'createTarget',
    tag: 'targets',
    summary: 'Add a target',
    permission: 'targets.write',
    body: NewTarget,
    answer: { status: 201, description: 'The target, without its token.', schema: Target },
    location: (target) => `/targets/${target.id}`,
    handle: ({ context, actor, body }) => createTarget(context, { ...body, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/targets/{targetId}',
    operationId: 'getTarget',
    tag: 'targets',
    summary: 'Get a target',
    permission: 'targets.read',
    params: { targetId },
    answer: { status: 200, description: 'The target.', schema: Target },
    handle: ({ context, params }) => getTarget(context, params),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/targets/{targetId}',
    operationId: 'updateTarget',
    tag: 'targets',
    summary: 'Change a target, or enable it again',
    description: 'What is not given stays.',
    permission: 'targets.write',
    params: { targetId },
    body: TargetChange,
    answer: { status: 200, description: 'The target, changed.', schema: Target },
    handle: ({ context, params, body }) => updateTarget(context, { ...params, ...body }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/targets/{targetId}/check',
    operationId: 'checkTarget',
    tag: 'targets',
    summary: 'Test the connection to a target',
    description: 'Asks the tracker and makes nothing there.',
    permission: 'targets.write',
    params: { targetId },
    answer: { status: 200, description: 'What was found.', schema: TargetCheck },
    problems: ['unavailable'],
    idempotency: 'claim',
    handle: ({ context, params }) => checkTarget(context, params),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/targets/{targetId}/create-form',
    operationId: 'getCreateForm',
    tag: 'targets',
    summary: 'Read from the tracker what a new issue can and must carry',
    permission: 'targets.read',
    params: { targetId },
    query: { issueType: z.string().max(50).optional().describe('Jira: id of an issue type.') },
    answer: { status: 200, description: 'Issue types and fields.', schema: CreateForm },
    problems: ['upstream', 'unavailable', 'unprocessable'],
    handle: ({ context, params, query }) => readTargetForm(context, { ...params, ...query }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/targets/{targetId}/webhook-secret',
    operationId: 'rotateWebhookSecret',
    tag: 'targets',
    summary: 'Make the secret that a target’s tracker signs its webhooks with',
    description: 'It takes the place of an older one and is shown this once. Enter address and secret in the tracker.',
    permission: 'targets.write',
    params: { targetId },
    answersSecret: true,
    answer: {
      status: 200,
      description: 'Where to send to, and the secret.',
      schema: z.object({ url: z.string(), secret: z.string() }).meta({ id: 'WebhookSetup' }),
    },
    handle: ({ context, params }) => rotateWebhookSecret(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/targets/{targetId}/disable',
    operationId: 'disableTarget',
    tag: 'targets',
    summary: 'Take a target out of use and forget its token',
    description: 'Issues that were pushed there stay linked.',
    permission: 'targets.write',
    params: { targetId },
    answer: { status: 200, description: 'The target, disabled.', schema: Target },
    handle: ({ context, params }) => disableTarget(context, params),
  }),
];
