import { data } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { redirectWithFlash } from '../flash.ts';
import { countOf } from '../format.ts';
import { answerProblem } from '../problem.ts';

const id = z.coerce.number().int().positive();
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
    const { message, decisionId } = await decide(context, { clusterId, actor, curation: parsed.data });
    const { pathname, searchParams } = new URL(request.url);
    searchParams.delete('edit');
    searchParams.delete('_routes');
    const back = pathname.replace(/\.data$/, '') + (searchParams.size > 0 ? `?${searchParams}` : '');
    const fields = { intent: 'undo', decision: String(decisionId), back };
    return redirectWithFlash(
      back,
      decisionId === null ? { message } : { message, undo: { action: '/decisions', fields } },
    );
  } catch (error) {
    const { data: answer, init } = answerProblem(error);
    // A title that was typed comes back with the refusal.
    return data({ ...answer, typed: parsed.data.intent === 'rename' ? parsed.data.name : undefined }, init ?? {});
  }
}

async function decide(
  context: AppContext,
  { clusterId, actor, curation }: { clusterId: number; actor: Actor; curation: Curation },
): Promise<{ readonly message: string; readonly decisionId: number | null }> {
  const act = { clusterId, actor, expectedVersion: curation.version };
  switch (curation.intent) {
    case 'rename': {
      const { decisionId } = await renameCluster(context, { ...act, name: curation.name });
      const message = curation.name.trim() ? 'Renamed. Later runs keep the name.' : 'It has its found title back.';
      return { message, decisionId };
    }
    case 'dismiss': {
      const { decisionId } = await dismissCluster(context, { ...act, reason: curation.reason });
      return { message: 'Dismissed. Later runs keep it dismissed.', decisionId };
    }
    case 'restore': {
      const { decisionId } = await restoreCluster(context, act);
      return { message: 'Restored.', decisionId };
    }
    case 'move': {
      const { decisionId } = await movePosts(context, { ...act, postIds: curation.post, toClusterId: null });
      return { message: `${countOf(curation.post.length, 'post')} moved out. Later runs leave them out.`, decisionId };
    }
  }
}
