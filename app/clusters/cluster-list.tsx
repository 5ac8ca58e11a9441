import { useNavigate, useParams } from '@remix-run/react';
import { type ReactNode, useCallback, useRef } from 'react';
import type { ClusterSort } from '#server/clusters/select-clusters.ts';
import { formatCount } from '../format.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { buttonLook } from '../ui/button.tsx';
import { FilterForm, FilterSelect, SearchField } from '../ui/filter-form.tsx';
import { Icon } from '../ui/icon.tsx';
import { Pager } from '../ui/pager.tsx';
import { useRows } from '../ui/use-rows.ts';
import { type ListHandle, VirtualList } from '../ui/virtual-list.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { FILTER_NAMES } from './cluster-address.ts';
import type { ClusterParams } from './cluster-filter.ts';
import { ClusterListEmpty } from './cluster-list-empty.tsx';
import { ClusterRow } from './cluster-row.tsx';
import { FilterChips } from './filter-chips.tsx';
import type { FilterNames } from './name-choice.ts';
import type { ClusterRowContent } from './to-cluster-row.ts';
import { useClusterActs } from './use-acts.tsx';
import { useChoice } from './use-choice.ts';
import { VIEW_LABELS } from './views-pane.tsx';

const FOLLOW_MS = 140;
const ROW_HEIGHT = 66;

export interface ClusterListProps {
  readonly rows: readonly ClusterRowContent[];
  readonly offset: number;
  readonly total: number;
  readonly pageSize: number;
  readonly next: string | null;
  readonly params: ClusterParams;
  readonly names: FilterNames;
  readonly search: string;
  readonly hasRun: boolean;
  /** The outside model whose vectors the clusters were found by, if any. */
  readonly vectorsBy: string | null;
  readonly canCurate: boolean;
  readonly isFollowing: boolean;
  /** The views and filters, for windows too narrow to show them beside the list. */
  readonly views: ReactNode;
}

export function ClusterList(props: ClusterListProps) {
  const { offset, total, pageSize, params, names, search, canCurate, views } = props;
  const load = useCallback((from: number) => loadRows(search, from), [search]);
  const rows = useRows({ sent: props.rows, offset, total, pageSize, address: search, load });
  const choice = useChoice(rows.rowAt);
  const handle = useCursor({ total, rowAt: rows.rowAt, search, isFollowing: props.isFollowing });
  function toggleFocused(isRange: boolean) {
    const index = focusedIndex();
    if (index !== null) choice.toggle(index, isRange);
  }
  useShortcuts(
    canCurate
      ? {
          x: () => toggleFocused(false),
          X: () => toggleFocused(true),
          Escape: choice.clear,
        }
      : {},
  );
  const navigate = useNavigate();
  const openId = Number(useParams().clusterId);
  const act = useClusterActs({
    choice,
    isEnabled: canCurate,
    onGone(ids) {
      if (!ids.includes(openId)) return;
      const next = nextAfter(openId, ids, total, rows.rowAt);
      navigate(next ? `/clusters/${next.id}${search}` : `/clusters${search}`);
    },
  });
  const isFiltered = params.q !== '' || FILTER_NAMES.some((name) => [params[name] ?? []].flat().length > 0);

  return (
    <>
      <header className="border-b border-line px-4 pt-3 pb-2.5">
        <div className="mb-2.5 flex h-7 items-center justify-between gap-2">
          <h1 className="min-w-0 truncate text-sm font-semibold">
            {VIEW_LABELS.get(params.view) ?? 'Clusters'}{' '}
            <span className="tnum font-normal text-muted" role="status">
              {formatCount(total)}
              <span className="sr-only"> clusters</span>
            </span>
            {props.vectorsBy ? (
              <span className="ml-2 text-xs font-normal text-muted" title={`Found by vectors of ${props.vectorsBy}`}>
                <span className="sr-only">Found by </span>vectors by {props.vectorsBy}
              </span>
            ) : null}
          </h1>
          <details className="pop min-[87.5rem]:hidden" data-closes>
            <summary className={buttonLook({ size: 'sm' })}>
              <Icon name="filter" size={14} />
              Views and filters
            </summary>
            <div className="scroll-pane right-0 max-h-[70dvh] w-64">{views}</div>
          </details>
        </div>
        <FilterForm action="/clusters">
          <Kept params={params} />
          <div className="flex gap-1.5">
            <SearchField label="Search clusters" defaultValue={params.q} />
            <FilterSelect label="Order" name="sort" value={params.sort ?? ''} className="h-8">
              <option value="">{params.q ? 'Best match' : 'Most heard lately'}</option>
              {SORTS.filter(
                ({ sort }) => (sort !== 'rank' || params.q) && (sort !== 'theme' || names.themes.length > 0),
              ).map(({ sort, label }) => (
                <option key={sort} value={sort}>
                  {label}
                </option>
              ))}
            </FilterSelect>
          </div>
        </FilterForm>
        <FilterChips params={params} names={names} search={search} />
      </header>
      {total === 0 ? (
        <div className="scroll-pane min-h-0 flex-1">
          <ClusterListEmpty hasRun={props.hasRun} isFiltered={isFiltered} view={params.view} />
        </div>
      ) : (
        <VirtualList
          rows={rows}
          offset={offset}
          sentCount={props.rows.length}
          rowHeight={ROW_HEIGHT}
          label="Clusters"
          handle={handle}
          renderRow={(cluster, index) => (
            <ClusterRow
              cluster={cluster}
              to={`/clusters/${cluster.id}${search}`}
              {...(canCurate
                ? {
                    choice: {
                      isChosen: choice.chosen.has(cluster.id),
                      isAnyChosen: choice.chosen.size > 0,
                      onToggle: (isRange: boolean) => choice.toggle(index, isRange),
                    },
                  }
                : {})}
            />
          )}
        >
          <div className="px-4">
            <Pager next={props.next} isFirst={offset === 0} label="Pages of clusters" />
          </div>
        </VirtualList>
      )}
      {canCurate ? <BulkBar choice={choice} total={total} act={act} findAll={() => loadAll(search)} /> : null}
    </>
  );
}

const SORTS: readonly { sort: ClusterSort; label: string }[] = [
  { sort: 'rank', label: 'Most heard lately' },
  { sort: 'voices', label: 'Most voices' },
  { sort: 'recent', label: 'Latest' },
  { sort: 'size', label: 'Most posts' },
  { sort: 'growth', label: 'Fastest growing' },
  { sort: 'severity', label: 'Most severe' },
  { sort: 'heat', label: 'Most heated' },
  { sort: 'theme', label: 'By theme' },
];

/** What else is in the address goes along with a search. */
function Kept({ params }: { params: ClusterParams }) {
  const kept = FILTER_NAMES.flatMap((name) => [params[name] ?? []].flat().map((value) => ({ name, value })));
  return (
    <>
      {params.view === 'inbox' ? null : <input type="hidden" name="view" value={params.view} />}
      {kept.map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

/** `j` and `k` move through all rows, also those that are not drawn; the open cluster follows. */
function useCursor({
  total,
  rowAt,
  search,
  isFollowing,
}: {
  total: number;
  rowAt: (index: number) => ClusterRowContent | undefined;
  search: string;
  isFollowing: boolean;
}) {
  const navigate = useNavigate();
  const openId = Number(useParams().clusterId);
  const handle = useRef<ListHandle>(null);
  const cursorRef = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  function move(step: 1 | -1) {
    const holder = document.activeElement?.closest('[data-key-list]');
    const focused = focusedIndex();
    if (holder && focused === null) return;
    const current = focused ?? cursorRef.current ?? indexOf(openId, total, rowAt);
    const next = Math.max(0, Math.min(total - 1, current + step));
    if (total === 0) return;
    cursorRef.current = next;
    handle.current?.focusRow(next);
    clearTimeout(timer.current);
    const row = rowAt(next);
    // With a cluster open beside the list, the open one follows; not at every key while j is held down.
    if (isFollowing && row)
      timer.current = setTimeout(() => navigate(`/clusters/${row.id}${search}`, { replace: true }), FOLLOW_MS);
  }

  useShortcuts({ j: () => move(1), k: () => move(-1) });
  return handle;
}

function indexOf(id: number, total: number, rowAt: (index: number) => ClusterRowContent | undefined): number {
  for (let index = 0; index < total; index += 1) if (rowAt(index)?.id === id) return index;
  return -1;
}

/** What to look at when clusters are gone: the one below, or above at the end of the list. */
function nextAfter(
  id: number,
  goneIds: readonly number[],
  total: number,
  rowAt: (index: number) => ClusterRowContent | undefined,
): ClusterRowContent | undefined {
  const rows = Array.from({ length: total }, (_, index) => rowAt(index));
  const at = rows.findIndex((row) => row?.id === id);
  const isLeft = (row: ClusterRowContent | undefined) => row !== undefined && !goneIds.includes(row.id);
  return rows.slice(at + 1).find(isLeft) ?? rows.slice(0, Math.max(0, at)).findLast(isLeft);
}

/** The row that has the focus; null among the posts of a cluster, and anywhere else. */
function focusedIndex(): number | null {
  const item = document.activeElement?.closest('[data-cluster-id]');
  const index = item?.closest('[data-index]')?.getAttribute('data-index');
  return index ? Number(index) : null;
}

async function loadRows(search: string, offset: number): Promise<readonly ClusterRowContent[]> {
  const params = new URLSearchParams(search);
  params.set('after', String(offset));
  const response = await fetch(`/clusters/rows?${params}`);
  if (!response.ok) throw new Error(`the rows from ${offset} on did not come`);
  const { rows } = (await response.json()) as { rows: ClusterRowContent[] };
  return rows;
}

async function loadAll(search: string) {
  const params = new URLSearchParams(search);
  params.set('choose', 'all');
  const response = await fetch(`/clusters/rows?${params}`);
  if (!response.ok) throw new Error('the list did not come');
  const { rows } = (await response.json()) as { rows: { id: number; version: number; title: string }[] };
  return rows;
}
