import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { previewMerge } from '#server/clusters/preview-merge.ts';
import { load } from '../../problem.ts';

const MOST = 5000;

/** What the merge dialog shows before anything is done. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const ids = (searchParams.get('with') ?? '').split(',').map(Number);
  const clusterIds = ids.filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, MOST);
  const intoClusterId = Number(searchParams.get('into')) || 0;
  return Response.json(await load(previewMerge(context, { clusterIds, intoClusterId })));
}
