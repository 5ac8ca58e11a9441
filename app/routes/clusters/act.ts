import type { ActionFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { Act, type ActAnswer } from '../../acts/act.ts';
import { performAct } from '../../acts/perform-act.ts';

/** Every act of the workbench, by keyboard, mouse or touch. */
export async function action({ request, context }: ActionFunctionArgs): Promise<ActAnswer> {
  const actor = requirePermission(context, request, 'clusters.curate');
  const act = Act.safeParse(await request.json().catch(() => null));
  if (act.success) return performAct(context, { act: act.data, actor });
  const [issue] = act.error.issues;
  const message = `This cannot be done: ${issue?.path.join('.') ?? 'the request'}: ${issue?.message ?? 'not understood'}.`;
  return { isDone: false, message, isConflict: false, field: null };
}
