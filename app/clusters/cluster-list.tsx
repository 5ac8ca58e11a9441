import { useNavigate } from '@remix-run/react';
import { useRef } from 'react';
import { formatCount } from '../format.ts';
import { FilterForm, FilterSelect, SearchField } from '../ui/filter-form.tsx';
import { KIND_LOOKS, KIND_NAMES } from '../ui/kind.tsx';
import { Pager, withParam } from '../ui/pager.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { useListKeys } from '../ui/use-list-keys.ts';
import type { ClusterParams } from './cluster-filter.ts';
import { ClusterListEmpty } from './cluster-list-empty.tsx';
import { ClusterRow } from './cluster-row.tsx';
import type { ClusterRowContent } from './to-cluster-row.ts';

const FOLLOW_MS = 140;

export interface ClusterListProps {
  readonly clusters: readonly ClusterRowContent[];
  readonly counts: { readonly open: number; readonly dismissed: number };
  readonly next: string | null;
  readonly isFirstPage: boolean;
  readonly params: ClusterParams;
  readonly sources: readonly { readonly id: number; readonly name: string }[];
  readonly search: string;
  readonly hasRun: boolean;
}

export function ClusterList({ isFollowing, ...props }: ClusterListProps & { isFollowing: boolean }) {
  const { clusters, counts, params, sources, search } = props;
  const list = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const navigate = useNavigate();
  useListKeys(list, {
    isPrimary: true,
    onMove(item) {
      clearTimeout(timer.current);
      const to = item.getAttribute('href');
      // With a cluster open beside the list, the open one follows; not at every key while j is held down.
      if (isFollowing && to) timer.current = setTimeout(() => navigate(to, { replace: true }), FOLLOW_MS);
    },
  });

  return (
    <>
      <header className="border-b border-line px-4 pt-3 pb-2.5">
        <div className="mb-2.5 flex h-7 items-center justify-between gap-2">
          <h1 className="text-sm font-semibold">Clusters</h1>
          <TabLinks
            label="State"
            tabs={(['open', 'dismissed'] as const).map((state) => ({
              to: withParam(withoutAfter(search), 'state', state === 'open' ? null : state),
              label: state === 'open' ? 'Open' : 'Dismissed',
              isCurrent: params.state === state,
              count: counts[state],
            }))}
          />
        </div>
        <FilterForm action="/clusters">
          {params.state === 'open' ? null : <input type="hidden" name="state" value={params.state} />}
          <div className="flex">
            <SearchField label="Search clusters" defaultValue={params.q} />
          </div>
          <div className="mt-2 flex flex-wrap gap-1.5">
            <FilterSelect label="Kind" name="kind" value={params.kind ?? ''}>
              <option value="">All kinds</option>
              {KIND_NAMES.map((kind) => (
                <option key={kind} value={kind}>
                  {KIND_LOOKS[kind].plural}
                </option>
              ))}
            </FilterSelect>
            <FilterSelect label="Source" name="source" value={params.source ? String(params.source) : ''}>
              <option value="">All sources</option>
              {sources.map((source) => (
                <option key={source.id} value={source.id}>
                  {source.name}
                </option>
              ))}
            </FilterSelect>
            <FilterSelect label="Order" name="sort" value={params.sort === 'voices' ? '' : params.sort}>
              <option value="">Most voices</option>
              <option value="recent">Latest</option>
              <option value="size">Most posts</option>
            </FilterSelect>
          </div>
        </FilterForm>
      </header>
      <p role="status" className="sr-only">
        {formatCount(counts[params.state])} clusters
      </p>
      <div ref={list} data-key-list className="scroll-pane relative min-h-0 flex-1">
        {clusters.length === 0 ? (
          <ClusterListEmpty
            hasRun={props.hasRun}
            isFiltered={Boolean(params.q || params.kind || params.source)}
            state={params.state}
          />
        ) : (
          <ul>
            {clusters.map((cluster) => (
              <li key={cluster.id}>
                <ClusterRow cluster={cluster} to={`/clusters/${cluster.id}${search}`} />
              </li>
            ))}
          </ul>
        )}
        <div className="px-4">
          <Pager next={props.next} isFirst={props.isFirstPage} label="Pages of clusters" />
        </div>
      </div>
    </>
  );
}

function withoutAfter(search: string): string {
  return withParam(search, 'after', null);
}
