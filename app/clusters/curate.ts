import { z } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { type Flash, redirectWithFlash } from '../flash.ts';
import { countOf } from '../format.ts';
import { answerProblem } from '../problem.ts';

const id = z.coerce.number().int().positive();
/** Undo carries none: it means "back", whatever came between. */
const version = id.optional();
const Curation = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('rename'), name: z.string(), version }),
  z.object({ intent: z.literal('dismiss'), reason: z.string().default(''), version }),
  z.object({ intent: z.literal('restore'), version }),
  z.object({ intent: z.literal('move'), post: z.array(id), version }),
]);
type Curation = z.infer<typeof Curation>;

/** One decision about a cluster, from a form of its page. */
export async function curate(
  context: AppContext,
  { clusterId, actor, request }: { clusterId: number; actor: Actor; request: Request },
) {
  const form = await request.formData();
  const parsed = Curation.safeParse({ ...Object.fromEntries(form), post: form.getAll('post') });
  if (!parsed.success)
    throw new Response('This form is not one of this page. Reload it and try again.', { status: 400 });
  try {
    const flash = await decide(context, { clusterId, actor, curation: parsed.data });
    const { pathname, searchParams } = new URL(request.url);
    searchParams.delete('edit');
    searchParams.delete('_routes');
    const search = searchParams.size > 0 ? `?${searchParams}` : '';
    return redirectWithFlash(pathname.replace(/\.data$/, '') + search, flash);
  } catch (error) {
    return answerProblem(error);
  }
}

async function decide(
  context: AppContext,
  { clusterId, actor, curation }: { clusterId: number; actor: Actor; curation: Curation },
): Promise<Flash> {
  const act = { clusterId, actor, expectedVersion: curation.version };
  const undo = (fields: Record<string, string>) => ({ action: `/clusters/${clusterId}`, fields });
  switch (curation.intent) {
    case 'rename': {
      await renameCluster(context, { ...act, name: curation.name });
      return { message: curation.name.trim() ? 'Renamed. Later runs keep the name.' : 'It has its found title back.' };
    }
    case 'dismiss': {
      await dismissCluster(context, { ...act, reason: curation.reason });
      return { message: 'Dismissed. Later runs keep it dismissed.', undo: undo({ intent: 'restore' }) };
    }
    case 'restore': {
      await restoreCluster(context, act);
      return { message: 'Restored.' };
    }
    case 'move': {
      await movePosts(context, { ...act, postIds: curation.post, toClusterId: null });
      return { message: `${countOf(curation.post.length, 'post')} moved out. Later runs leave them out.` };
    }
  }
}
