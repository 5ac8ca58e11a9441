import { data } from '@remix-run/node';
import { z } from 'zod';
import { TRACKERS, type Tracker } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { AppError } from '#server/errors.ts';
import { checkTarget } from '#server/targets/check-target.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { disableTarget } from '#server/targets/disable-target.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { rotateWebhookSecret } from '#server/webhooks/rotate-webhook-secret.ts';
import { redirectWithFlash } from '../flash.ts';
import { parseForm } from '../parse-form.ts';
import { readLabels } from '../pushes/read-labels.ts';

const id = z.coerce.number().int().positive();
const Trimmed = z.string().trim();
const fields = {
  tracker: z.enum(TRACKERS).default('github'),
  name: z.string().max(200).default(''),
  baseUrl: z.string().max(500).default(''),
  owner: Trimmed.max(200).default(''),
  repo: Trimmed.max(200).default(''),
  appId: Trimmed.max(30).default(''),
  installationId: Trimmed.max(30).default(''),
  email: Trimmed.max(300).default(''),
  project: Trimmed.max(300).default(''),
  values: Trimmed.max(20_000).default(''),
  labels: z.string().max(2000).default(''),
  token: z.string().max(10_000).default(''),
  privateKey: z.string().max(10_000).default(''),
};
const TargetForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create'), ...fields }),
  z.object({ intent: z.literal('update'), id, ...fields }),
  z.object({ intent: z.literal('check'), id }),
  z.object({ intent: z.literal('webhook'), id }),
  z.object({ intent: z.literal('disable'), id }),
]);
const HERE = '/settings/targets';

/** One act on a tracker, from a form of its page. @throws AppError. */
export async function changeTarget(context: AppContext, { form, actor }: { form: FormData; actor: Actor }) {
  const given = parseForm(TargetForm, form);
  switch (given.intent) {
    case 'create': {
      const { tracker, name, baseUrl } = given;
      const token = given.token.trim() || given.privateKey;
      const target = await createTarget(context, { tracker, name, baseUrl, config: readConfig(given), token, actor });
      return redirectWithFlash(HERE, { message: `“${target.name}” is there. Test the connection.` });
    }
    case 'update': {
      const { id: targetId, name, baseUrl } = given;
      const token = given.token.trim() || given.privateKey;
      const { config: before, disabledAt, tracker } = await getTarget(context, { targetId });
      // What is not on this form (assignees, milestone, issue type) stays.
      const config = { ...before, ...readConfig({ ...given, tracker }) };
      const isEnabled = disabledAt !== null && token.trim() !== '' ? { isDisabled: false } : {};
      await updateTarget(context, { targetId, name, baseUrl, config, token, ...isEnabled });
      return redirectWithFlash(HERE, { message: 'Saved.' });
    }
    case 'check': {
      const check = await checkTarget(context, { targetId: given.id });
      return data({ targetId: given.id, problem: null, typed: null, check, webhook: null });
    }
    case 'webhook': {
      const webhook = await rotateWebhookSecret(context, { targetId: given.id });
      return data({ targetId: given.id, problem: null, typed: null, check: null, webhook });
    }
    case 'disable':
      await disableTarget(context, { targetId: given.id });
      return redirectWithFlash(HERE, { message: 'Taken out of use; its token is forgotten.' });
  }
}

type Given = { readonly tracker: Tracker } & Readonly<
  Record<'owner' | 'repo' | 'appId' | 'installationId' | 'email' | 'project' | 'values' | 'labels', string>
>;

/** A tracker's own settings, as far as the form has them. The tracker's schema judges them. */
function readConfig({ tracker, owner, repo, appId, installationId, email, project, values, labels }: Given) {
  if (tracker === 'jira') return { email, project, labels: readLabels(labels), values: readValues(values) };
  const app = appId === '' && installationId === '' ? undefined : { id: appId, installationId };
  return { owner, repo, app, labels: readLabels(labels) };
}

function readValues(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says of its position helps nobody in a form.
    throw new AppError('invalid', 'The fixed values are not JSON. Write them as {"customfield_10200": {"id": 3}}.', {
      field: 'values',
    });
  }
}
