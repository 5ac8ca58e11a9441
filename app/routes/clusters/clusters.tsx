import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { getVectorsModel } from '#server/clusters/get-vectors-model.ts';
import { countFacets, NOBODY } from '#server/clusters/select-clusters.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { ActsProvider } from '../../acts/acts-provider.tsx';
import { readClusterParams, writeClusterParams } from '../../clusters/cluster-filter.ts';
import { ClusterList } from '../../clusters/cluster-list.tsx';
import { listClusters, listThemes, PAGE_SIZE } from '../../clusters/list-clusters.ts';
import { readPlaces, readSavedViews } from '../../clusters/read-views.ts';
import { ViewsPane } from '../../clusters/views-pane.tsx';
import { useLiveChanges } from '../../decisions/use-live-changes.ts';
import { readOffset } from '../../page-position.ts';
import { Panes } from '../../ui/panes.tsx';
import { readIsPhone } from '../../ui/phone.ts';

export const meta: MetaFunction = () => [{ title: 'Clusters · Refrain' }];

export async function loader({ request, context, params: { clusterId } }: LoaderFunctionArgs) {
  const { role, userId } = requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const params = readClusterParams(searchParams);
  const offset = readOffset(searchParams);
  const [list, sources, places, runId, vectorsBy] = await Promise.all([
    listClusters(context, { params, offset, userId }),
    findSourceNames(context),
    readPlaces(context),
    getCurrentRunId(context),
    getVectorsModel(context),
  ]);
  const { all, found, rows, people, selection, onlooker } = list;
  // A phone shows the open cluster alone, and the list fetches what it lacks when it comes into sight.
  const isHidden = clusterId !== undefined && readIsPhone(request);
  return {
    rows: isHidden ? [] : rows,
    offset,
    total: found.length,
    pageSize: PAGE_SIZE,
    next: offset + rows.length < found.length ? String(offset + rows.length) : null,
    facets: countFacets(all, { selection, onlooker }),
    params,
    names: {
      sources,
      themes: listThemes(all),
      people: [{ id: NOBODY, name: 'Nobody' }, ...people.map(({ id, name }) => ({ id, name }))],
    },
    people: people.map(({ id, name }) => ({ id, name })),
    ...places,
    saved: await readSavedViews(context, { all, onlooker }),
    savable: writeClusterParams(params),
    hasRun: runId !== null,
    vectorsBy,
    canCurate: isAllowed(role, 'clusters.curate'),
  };
}

/** Opening another cluster does not change the list beside it. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isSameList = listSearch(currentUrl.search) === listSearch(nextUrl.search) && currentUrl.href !== nextUrl.href;
  return isSameList && (formMethod ?? 'GET') === 'GET' ? false : defaultShouldRevalidate;
}

export default function Clusters() {
  const list = useLoaderData<typeof loader>();
  const isOpen = useParams().clusterId !== undefined;
  const search = listSearch(useLocation().search);
  useLiveChanges();
  const views = (
    <ViewsPane
      params={list.params}
      facets={list.facets}
      names={list.names}
      search={search}
      suggestionCount={list.suggestionCount}
      unplacedCount={list.unplacedCount}
      saved={list.saved}
      savable={list.savable}
      canCurate={list.canCurate}
    />
  );
  return (
    <ActsProvider people={list.people}>
      <Panes
        isOpen={isOpen}
        side={views}
        list={<ClusterList {...list} search={search} isFollowing={isOpen} views={views} />}
        detail={<Outlet />}
      />
    </ActsProvider>
  );
}

const DETAIL_PARAMS = ['posts', 'also', 'edit', 'show', 'terms', 'who', 'of', 'count'];

/** Parameters of the open cluster's own posts stay out of the list and of the links to others. */
function listSearch(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of DETAIL_PARAMS) params.delete(name);
  return params.size > 0 ? `?${params}` : '';
}
