import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { countClusters, findClusters } from '#server/clusters/find-clusters.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { readClusterParams } from '../../clusters/cluster-filter.ts';
import { ClusterList } from '../../clusters/cluster-list.tsx';
import { toClusterRow } from '../../clusters/to-cluster-row.ts';
import { readClusterAfter, toPage, writeClusterAfter } from '../../page-position.ts';
import { Panes } from '../../ui/panes.tsx';

export const meta: MetaFunction = () => [{ title: 'Clusters · Refrain' }];
const PAGE_SIZE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const params = readClusterParams(searchParams);
  const after = readClusterAfter(searchParams);
  const { q, kind, source: sourceId } = params;
  const [rows, counts, sources, latestAt, runId] = await Promise.all([
    findClusters(context, { q, kind, sourceId, state: params.state, sort: params.sort, after, limit: PAGE_SIZE + 1 }),
    countClusters(context, { q, kind, sourceId }),
    findSourceNames(context),
    getLatestPostedAt(context),
    getCurrentRunId(context),
  ]);
  const { items, next } = toPage(rows, PAGE_SIZE, writeClusterAfter);
  return {
    clusters: items.map((cluster) => toClusterRow(cluster, { latestAt: latestAt?.getTime() ?? Date.now() })),
    counts,
    next,
    isFirstPage: !after,
    params,
    sources,
    hasRun: runId !== null,
  };
}

/** Opening another cluster does not change the list beside it. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isSameList = currentUrl.search === nextUrl.search && currentUrl.pathname !== nextUrl.pathname;
  return isSameList && (formMethod ?? 'GET') === 'GET' ? false : defaultShouldRevalidate;
}

export default function Clusters() {
  const list = useLoaderData<typeof loader>();
  const isOpen = useParams().clusterId !== undefined;
  // Parameters of the open cluster's own posts stay out of the links to others.
  const search = listSearch(useLocation().search);
  return (
    <Panes isOpen={isOpen} list={<ClusterList {...list} search={search} isFollowing={isOpen} />} detail={<Outlet />} />
  );
}

function listSearch(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ['posts', 'edit']) params.delete(name);
  return params.size > 0 ? `?${params}` : '';
}
