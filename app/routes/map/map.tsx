import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { useEffect, useMemo, useState } from 'react';
import { discRadius } from '#pipelines/map/layout-clusters.ts';
import { findPeople } from '#server/accounts/find-people.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { selectClusters } from '#server/clusters/select-clusters.ts';
import { getMap } from '#server/map/get-map.ts';
import { ActsProvider } from '../../acts/acts-provider.tsx';
import { BulkBar } from '../../clusters/bulk-bar.tsx';
import { readClusterParams, toSelection } from '../../clusters/cluster-filter.ts';
import { useClusterActs } from '../../clusters/use-acts.tsx';
import { useChoice } from '../../clusters/use-choice.ts';
import { countOf } from '../../format.ts';
import { ClusterMap } from '../../map/cluster-map.tsx';
import type { Disc, PostsByCluster } from '../../map/draw-map.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KIND_LOOKS, KIND_NAMES, KindChip } from '../../ui/kind.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';

/** Of the list beside the map, before scripts take over; the whole list is one click away. */
const SENT_ROWS = 60;
const ROW_HEIGHT = 54;

export const meta: MetaFunction = () => [{ title: 'Map of clusters · Refrain' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role, userId } = requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  if (!searchParams.has('view')) searchParams.set('view', 'open');
  const params = readClusterParams(searchParams);
  const [mapped, people] = await Promise.all([getMap(context), findPeople(context)]);
  const places = new Map(mapped.map(({ facts, x, y }) => [facts.id, { x, y }]));
  const found = selectClusters(
    mapped.map(({ facts }) => facts),
    { selection: toSelection(params), sort: 'voices', onlooker: { now: Date.now(), userId } },
  );
  const discs: Disc[] = found.map(({ facts: { id, version, title, kind, voiceCount, postCount } }) => ({
    ...{ id, version, title, kind, voiceCount, postCount },
    ...(places.get(id) ?? { x: 0, y: 0 }),
    radius: discRadius(voiceCount),
  }));
  return {
    discs,
    people: people.map(({ id, name }) => ({ id, name })),
    canCurate: isAllowed(role, 'clusters.curate'),
    canReadPosts: isAllowed(role, 'posts.read'),
  };
}

export default function MapPage() {
  const { discs, people, canCurate, canReadPosts } = useLoaderData<typeof loader>();
  return (
    <ActsProvider people={people}>
      <MapWorkbench discs={discs} canCurate={canCurate} canReadPosts={canReadPosts} />
    </ActsProvider>
  );
}

function MapWorkbench({
  discs,
  canCurate,
  canReadPosts,
}: {
  discs: Disc[];
  canCurate: boolean;
  canReadPosts: boolean;
}) {
  const { search } = useLocation();
  const choice = useChoice((index) => discs[index]);
  const chosen = useMemo(() => new Set(choice.chosen.keys()), [choice.chosen]);
  const posts = usePosts(canReadPosts);
  const rows = useMemo(() => ({ total: discs.length, rowAt: (index: number) => discs[index], ensure() {} }), [discs]);
  const act = useClusterActs({ choice, isEnabled: canCurate });
  return (
    <main className="flex h-(--room) flex-col bg-pane">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
        <h1 className="text-sm font-semibold">
          Map <span className="tnum font-normal text-muted">{countOf(discs.length, 'cluster')}</span>
        </h1>
        <ul aria-label="Colours" className="flex flex-wrap gap-x-3 gap-y-1">
          {KIND_NAMES.filter((kind) => discs.some((disc) => disc.kind === kind)).map((kind) => (
            <li key={kind} title={KIND_LOOKS[kind].plural}>
              <KindChip kind={kind} />
            </li>
          ))}
        </ul>
        <Link to={`/clusters${search || '?view=open'}`} className={buttonLook({ size: 'sm', className: 'ml-auto' })}>
          <Icon name="clusters" size={14} />
          As a list
        </Link>
      </header>
      {discs.length === 0 ? (
        <EmptyState icon="clusters" title="Nothing to map">
          Clusters appear here once a clustering run has found some that fit the filters.
        </EmptyState>
      ) : (
        <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <ClusterMap
            discs={discs}
            posts={posts}
            chosen={chosen}
            onChoose={(ids) => choice.replace(discs.filter(({ id }) => ids.includes(id)))}
          />
          <div className="hidden min-h-0 flex-col border-l border-line bg-ground lg:flex">
            <VirtualList
              rows={rows}
              offset={0}
              sentCount={Math.min(SENT_ROWS, discs.length)}
              rowHeight={ROW_HEIGHT}
              label="The same clusters as a list"
              renderRow={(disc) => (
                <Link
                  to={`/clusters/${disc.id}?view=all`}
                  className="block border-b border-line px-3 py-2 -outline-offset-2 hover:bg-hover"
                >
                  <span className="line-clamp-2 text-xs font-medium">{disc.title}</span>
                  <span className="mt-0.5 flex items-center gap-2 text-xs text-muted">
                    <KindChip kind={disc.kind} />
                    <span className="tnum">{countOf(disc.voiceCount, 'voice')}</span>
                  </span>
                </Link>
              )}
            />
          </div>
        </div>
      )}
      {canCurate ? <BulkBar choice={choice} total={discs.length} act={act} findAll={async () => discs} /> : null}
    </main>
  );
}

/** The posts come after the clusters: the map is there before them. */
function usePosts(isAllowedTo: boolean): PostsByCluster {
  const [posts, setPosts] = useState<PostsByCluster>(new Map());
  useEffect(() => {
    if (!isAllowedTo) return;
    const abort = new AbortController();
    fetch('/map/points', { signal: abort.signal })
      .then((response) => (response.ok ? response.arrayBuffer() : new ArrayBuffer(0)))
      .then((buffer) => setPosts(readPosts(new Float64Array(buffer))))
      // Out of reach: the clusters are still there.
      .catch(() => undefined);
    return () => abort.abort();
  }, [isAllowedTo]);
  return posts;
}

function readPosts(numbers: Float64Array): PostsByCluster {
  const posts = new Map<number, Float64Array>();
  for (let at = 0; at < numbers.length; ) {
    const clusterId = numbers[at] ?? 0;
    const count = numbers[at + 1] ?? 0;
    posts.set(clusterId, numbers.subarray(at + 2, at + 2 + count));
    at += 2 + count;
  }
  return posts;
}

export function ErrorBoundary() {
  return <WholePageError />;
}
