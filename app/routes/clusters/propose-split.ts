import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { proposeSplit } from '#server/clusters/propose-split.ts';
import { load } from '../../problem.ts';

/** How the engine would divide a cluster, for the split dialog. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const clusterId = Number(searchParams.get('cluster')) || 0;
  const parts = Math.max(2, Math.min(4, Number(searchParams.get('parts')) || 2));
  return Response.json(await load(proposeSplit(context, { clusterId, parts, signal: request.signal })));
}
