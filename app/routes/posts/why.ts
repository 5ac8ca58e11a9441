import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { explainPost } from '#server/explanations/explain-post.ts';
import { toWhy } from '../../posts/to-why.ts';
import { load, readId } from '../../problem.ts';

/** Why a post is where it is, for lists that show it when somebody asks. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requirePermission(context, request, 'posts.read');
  return toWhy(await load(explainPost(context, { postId: readId(params.postId) })));
}
