import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { isAppError } from '#server/errors.ts';
import { deleteView, shareView } from '#server/views/change-view.ts';
import { saveView } from '#server/views/save-view.ts';
import { readClusterParams, writeClusterParams } from '../../clusters/cluster-filter.ts';
import { type Flash, redirectWithFlash } from '../../flash.ts';
import { readReturnPath } from '../../return-path.ts';

const viewId = z.coerce.number().int().positive();
const ViewForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    name: z.string(),
    search: z.string().max(4000),
    shared: z.literal('yes').optional(),
  }),
  z.object({ intent: z.literal('share'), view: viewId }),
  z.object({ intent: z.literal('unshare'), view: viewId }),
  z.object({ intent: z.literal('delete'), view: viewId }),
]);
type ViewForm = z.infer<typeof ViewForm>;

/** Saves, shares and deletes views; goes back to where it was asked. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { userId } = requirePermission(context, request, 'clusters.curate');
  const form = ViewForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success || userId === null) {
    throw new Response('This form is not one of this page. Reload it and try again.', { status: 400 });
  }
  const { pathname, search } = new URL(request.headers.get('Referer') ?? '/clusters', request.url);
  const back = readReturnPath(pathname + search, request.url);
  try {
    const { flash, to } = await change(context, form.data, userId);
    return redirectWithFlash(to ?? back, flash);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return redirectWithFlash(back, { message: error.message });
  }
}

async function change(
  context: ActionFunctionArgs['context'],
  form: ViewForm,
  userId: string,
): Promise<{ flash: Flash; to?: string }> {
  switch (form.intent) {
    case 'save': {
      const search = writeClusterParams(readClusterParams(new URLSearchParams(form.search)));
      await saveView(context, { userId, name: form.name, search, isShared: form.shared === 'yes' });
      return { flash: { message: `Saved as “${form.name.trim()}”.` }, to: `/clusters${search ? `?${search}` : ''}` };
    }
    case 'share':
      await shareView(context, { userId, viewId: form.view, isShared: true });
      return { flash: { message: 'Everybody sees this view now.' } };
    case 'unshare':
      await shareView(context, { userId, viewId: form.view, isShared: false });
      return { flash: { message: 'Only you see this view now.' } };
    case 'delete': {
      const { name, search, isShared } = await deleteView(context, { userId, viewId: form.view });
      const fields = { intent: 'save', name, search, ...(isShared ? { shared: 'yes' } : {}) };
      return { flash: { message: `“${name}” deleted.`, undo: { action: '/clusters/views', fields } } };
    }
  }
}
