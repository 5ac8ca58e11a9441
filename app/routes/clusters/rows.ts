import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { readClusterParams } from '../../clusters/cluster-filter.ts';
import { listClusters } from '../../clusters/list-clusters.ts';
import { readOffset } from '../../page-position.ts';

/** What comes into sight of the clusters list; with `choose=all`, all that a bulk act needs to know of the whole list. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { userId } = requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const params = readClusterParams(searchParams);
  const { rows, found } = await listClusters(context, { params, offset: readOffset(searchParams), userId });
  if (searchParams.get('choose') !== 'all') return Response.json({ rows });
  return Response.json({ rows: found.map(({ facts: { id, version, title } }) => ({ id, version, title })) });
}
