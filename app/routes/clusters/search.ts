import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';

const FOUND_LIMIT = 8;

/** What the command palette finds while someone types. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  const q = new URL(request.url).searchParams.get('q')?.slice(0, 200) ?? '';
  const clusters = await findClusters(context, { q, state: 'open', sort: q ? 'best' : 'rank', limit: FOUND_LIMIT });
  return Response.json({ clusters: clusters.map(({ id, title, voiceCount }) => ({ id, title, voiceCount })) });
}
