import { data } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { checkTarget } from '#server/targets/check-target.ts';
import { createTarget } from '#server/targets/create-target.ts';
import { disableTarget } from '#server/targets/disable-target.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { updateTarget } from '#server/targets/update-target.ts';
import { redirectWithFlash } from '../flash.ts';
import { parseForm } from '../parse-form.ts';
import { readLabels } from '../pushes/read-labels.ts';

const id = z.coerce.number().int().positive();
const fields = {
  name: z.string().max(200).default(''),
  baseUrl: z.string().max(500).default(''),
  owner: z.string().max(200),
  repo: z.string().max(200),
  labels: z.string().max(2000).default(''),
  token: z.string().max(1000).default(''),
};
const TargetForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create'), ...fields }),
  z.object({ intent: z.literal('update'), id, ...fields }),
  z.object({ intent: z.literal('check'), id }),
  z.object({ intent: z.literal('disable'), id }),
]);
const HERE = '/settings/targets';

/** One act on a tracker, from a form of its page. @throws AppError. */
export async function changeTarget(context: AppContext, { form, actor }: { form: FormData; actor: Actor }) {
  const given = parseForm(TargetForm, form);
  switch (given.intent) {
    case 'create': {
      const { name, baseUrl, owner, repo, token } = given;
      const config = { owner, repo, labels: readLabels(given.labels) };
      const target = await createTarget(context, { tracker: 'github', name, baseUrl, config, token, actor });
      return redirectWithFlash(HERE, { message: `“${target.name}” is there. Test the connection.` });
    }
    case 'update': {
      const { id: targetId, name, baseUrl, owner, repo, token } = given;
      const { config: before, disabledAt } = await getTarget(context, { targetId });
      // Assignees and milestone are not on this form: they stay.
      const config = { ...before, owner, repo, labels: readLabels(given.labels) };
      const isEnabled = disabledAt !== null && token.trim() !== '' ? { isDisabled: false } : {};
      await updateTarget(context, { targetId, name, baseUrl, config, token, ...isEnabled });
      return redirectWithFlash(HERE, { message: 'Saved.' });
    }
    case 'check': {
      const check = await checkTarget(context, { targetId: given.id });
      return data({ targetId: given.id, problem: null, typed: null, check });
    }
    case 'disable':
      await disableTarget(context, { targetId: given.id });
      return redirectWithFlash(HERE, { message: 'Taken out of use; its token is forgotten.' });
  }
}
