import { Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { DiffCluster, DiffMove, RunDiffDetail } from '#server/clusters/get-run-diff.ts';
import { countOf, formatCount } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { withParam } from '../ui/pager.tsx';

const GROUPS = [
  { name: 'new', label: 'New' },
  { name: 'grown', label: 'Grew' },
  { name: 'shrunk', label: 'Shrank' },
  { name: 'vanished', label: 'Vanished' },
] as const;
/** Shown without being asked for. */
const FEW = 5;

/** How a clustering run differs from the one before: which clusters came, grew, shrank and went, and where posts moved. */
export function RunChanges({ diff }: { diff: RunDiffDetail }) {
  const { counts, previousRunId } = diff;
  const isSame = Object.values(counts).every((count) => count === 0);
  return (
    <section aria-labelledby="changes" className="pt-2">
      <h3 id="changes" className="font-semibold">
        Since{' '}
        <Link to={`/runs/${previousRunId}`} className="text-accent hover:underline">
          run {previousRunId}
        </Link>
      </h3>
      {isSame ? (
        <p className="mt-1 text-muted">Nothing changed: every post is where it was.</p>
      ) : (
        <div className="mt-2 divide-y divide-line rounded-lg border border-line">
          {GROUPS.map(({ name, label }) => (
            <Group key={name} label={label} count={counts[name]} items={diff[name].map(toItem)} />
          ))}
          <Moves diff={diff} />
          <p className="tnum px-4 py-2.5 text-xs text-muted">
            {countOf(counts.placedPosts, 'post')} placed for the first time,{' '}
            <Link to="/posts?placed=no" className="underline decoration-line-strong underline-offset-2 hover:text-ink">
              {formatCount(counts.unplacedPosts)} no longer anywhere
            </Link>
            .
          </p>
        </div>
      )}
    </section>
  );
}

type Item = { readonly key: string; readonly what: ReactNode; readonly size: string };

function toItem(cluster: DiffCluster): Item {
  const { id, title, postCountBefore, postCount, isCurrent } = cluster;
  return {
    key: String(id),
    what: isCurrent ? <ClusterLink id={id} title={title} /> : title,
    size:
      postCountBefore === 0 || postCount === 0
        ? countOf(postCountBefore || postCount, 'post')
        : `${formatCount(postCountBefore)} → ${formatCount(postCount)}`,
  };
}

function toMoveItem({ fromClusterId, fromTitle, toClusterId, toTitle, postCount }: DiffMove): Item {
  return {
    key: `${fromClusterId} ${toClusterId}`,
    what: (
      <span className="flex flex-wrap items-center gap-x-1.5">
        {fromTitle}
        <Icon name="chevronRight" size={12} className="text-faint" />
        <span className="sr-only">to</span>
        <ClusterLink id={toClusterId} title={toTitle} />
      </span>
    ),
    size: countOf(postCount, 'post'),
  };
}

function Moves({ diff: { counts, moves } }: { diff: RunDiffDetail }) {
  const { search } = useLocation();
  if (moves) return <Group label="Moved" count={counts.movedPosts} unit="post" items={moves.map(toMoveItem)} />;
  if (counts.movedPosts === 0) return <Group label="Moved" count={0} items={[]} />;
  const isAsked = new URLSearchParams(search).get('moves') === 'all';
  const item = isAsked
    ? { key: 'gone', what: 'Where from and to is no longer kept.', size: '' }
    : {
        key: 'ask',
        what: (
          <Link to={withParam(search, 'moves', 'all')} preventScrollReset className="underline hover:text-ink">
            Show between which clusters
          </Link>
        ),
        size: '',
      };
  return <Group label="Moved" count={counts.movedPosts} unit="post" items={[item]} />;
}

function Group({ label, count, unit, items }: { label: string; count: number; unit?: string; items: readonly Item[] }) {
  const row = ({ key, what, size }: Item) => (
    <li key={key} className="flex items-baseline justify-between gap-3 py-0.5">
      <span className="min-w-0 [overflow-wrap:anywhere]">{what}</span>
      <span className="tnum shrink-0 text-xs text-muted">{size}</span>
    </li>
  );
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 px-4 py-2 max-sm:grid-cols-1">
      <h4 className="py-0.5 text-muted">
        {label} <strong className="tnum font-medium text-ink">{formatCount(count)}</strong>
        {unit ? <span className="sr-only"> {unit}s</span> : null}
      </h4>
      {items.length === 0 ? null : (
        <div className="min-w-0">
          <ul>{items.slice(0, FEW).map(row)}</ul>
          {items.length > FEW ? (
            <details>
              <summary className="rounded py-1 text-xs text-muted hover:text-ink">
                {formatCount(items.length - FEW)} more
                {count > items.length && !unit ? ` of the ${formatCount(count)}` : ''}
              </summary>
              <ul>{items.slice(FEW).map(row)}</ul>
            </details>
          ) : null}
        </div>
      )}
    </div>
  );
}

function ClusterLink({ id, title }: { id: number; title: string }) {
  return (
    <Link to={`/clusters/${id}?view=all`} className="hover:underline">
      {title}
    </Link>
  );
}
