import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { ClusterFacets, ClusterView } from '#server/clusters/select-clusters.ts';
import { formatCompactCount } from '../format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { KIND_LOOKS } from '../ui/kind.tsx';
import { withParam } from '../ui/pager.tsx';
import { type FilterName, toggleChoice, withoutParams } from './cluster-address.ts';
import type { ClusterParams } from './cluster-filter.ts';
import { type FilterNames, nameChoice } from './name-choice.ts';
import type { SavedViewRow } from './read-views.ts';
import { SavedViews } from './saved-views.tsx';

const VIEWS: readonly { view: ClusterView; label: string; icon: IconName }[] = [
  { view: 'inbox', label: 'Inbox', icon: 'inbox' },
  { view: 'mine', label: 'Mine', icon: 'person' },
  { view: 'open', label: 'All open', icon: 'clusters' },
  { view: 'curated', label: 'Curated', icon: 'edit' },
  { view: 'snoozed', label: 'Snoozed', icon: 'clock' },
  { view: 'done', label: 'Done', icon: 'check' },
  { view: 'dismissed', label: 'Dismissed', icon: 'dismiss' },
];
export const VIEW_LABELS = new Map(VIEWS.map(({ view, label }) => [view, label]));
const FEW = 6;

export interface ViewsProps {
  readonly counts: ClusterFacets['views'];
  readonly current: ClusterView | 'suggestions';
  /** Filters that go along into another view. */
  readonly search: string;
  readonly suggestionCount: number;
  readonly unplacedCount: number | null;
  readonly saved: readonly SavedViewRow[];
  /** The filters that are on, as they would be saved; null on pages without. */
  readonly savable: string | null;
  readonly canCurate: boolean;
}

/** The views of the workbench, each with how much is in it. */
export function ViewsNav(props: ViewsProps) {
  const { counts, current, search, suggestionCount, unplacedCount } = props;
  return (
    <nav aria-label="Views">
      <ul>
        {VIEWS.map(({ view, label, icon }) => (
          <li key={view}>
            <PaneLink
              to={`/clusters${withParam(withoutParams(search, ['after', 'view']), 'view', view === 'inbox' ? null : view)}`}
              icon={icon}
              isCurrent={current === view}
              count={counts[view]}
            >
              {label}
            </PaneLink>
          </li>
        ))}
        <li>
          <PaneLink
            to="/clusters/suggestions"
            icon="suggestions"
            isCurrent={current === 'suggestions'}
            count={suggestionCount}
          >
            Suggestions
          </PaneLink>
        </li>
        {unplacedCount === null ? null : (
          <li>
            <PaneLink to="/posts?placed=no" icon="posts" isCurrent={false} count={unplacedCount}>
              Unplaced posts
            </PaneLink>
          </li>
        )}
      </ul>
      <SavedViews views={props.saved} current={props.savable} canSave={props.canCurate} />
    </nav>
  );
}

export interface ViewsPaneProps extends Omit<ViewsProps, 'counts' | 'current'> {
  readonly params: ClusterParams;
  readonly facets: ClusterFacets;
  readonly names: FilterNames;
}

/** Where to look and what to leave out, each with how many clusters it would leave. */
export function ViewsPane({ params, facets, names, search, ...views }: ViewsPaneProps) {
  const facet = (title: string, name: FilterName, counts: readonly (readonly [string | number, number])[]) => (
    <Facet title={title} name={name} counts={counts} params={params} names={names} search={search} />
  );
  return (
    <div className="px-2 py-3">
      <ViewsNav {...views} counts={facets.views} current={params.view} search={search} />
      <div className="mt-3 border-t border-line pt-2">
        {facet('Kind', 'kind', facets.kinds)}
        {facets.themeIds.length > 0 || params.theme.length > 0 ? facet('Theme', 'theme', facets.themeIds) : null}
        {facets.severities.length > 0 || params.severity.length > 0
          ? facet('Severity', 'severity', facets.severities)
          : null}
        {facets.signs.length > 0 || params.sign.length > 0 ? facet('Somebody says', 'sign', facets.signs) : null}
        {facet('Source', 'source', facets.sourceIds)}
        {facets.languages.length > 1 || params.language.length > 0
          ? facet('Language', 'language', facets.languages)
          : null}
        {facet(
          'Trend',
          'trend',
          facets.trends.filter(([trend]) => trend !== 'steady'),
        )}
        {facets.owners.some(([owner]) => owner !== 'none') || params.owner.length > 0
          ? facet('Owner', 'owner', facets.owners)
          : null}
        {facet('Last heard within', 'active', facets.activeDays)}
        {facet('Size', 'voices', facets.minVoices)}
      </div>
    </div>
  );
}

function PaneLink({
  to,
  icon,
  isCurrent,
  count,
  children,
}: {
  to: string;
  icon?: IconName;
  isCurrent: boolean;
  count?: number;
  children: ReactNode;
}) {
  return (
    <Link
      to={to}
      aria-current={isCurrent ? 'true' : undefined}
      className={clsx(
        'flex h-7 items-center gap-2 rounded-md px-2 text-xs max-md:h-10',
        isCurrent ? 'bg-active font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {icon ? <Icon name={icon} size={14} className="shrink-0" /> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {count === undefined ? null : <span className="tnum text-muted">{formatCompactCount(count)}</span>}
    </Link>
  );
}

function Facet({
  title,
  name,
  counts,
  params,
  names,
  search,
}: {
  title: string;
  name: FilterName;
  counts: readonly (readonly [string | number, number])[];
  params: ClusterParams;
  names: FilterNames;
  search: string;
}) {
  const chosen = [params[name] ?? []].flat().map(String);
  // What is chosen stays in sight, also when the other filters leave nothing of it.
  const missing = chosen.filter((value) => !counts.some(([own]) => String(own) === value));
  const choices = [
    ...counts.map(([value, count]) => [String(value), count] as const),
    ...missing.map((value) => [value, 0] as const),
  ];
  if (choices.length === 0) return null;
  const item = ([value, count]: readonly [string, number]) => (
    <li key={value}>
      <Link
        to={`/clusters${toggleChoice(search, name, value)}`}
        aria-current={chosen.includes(value) ? 'true' : undefined}
        preventScrollReset
        className={clsx(
          'flex h-6 items-center gap-2 rounded px-2 text-xs max-md:h-10',
          chosen.includes(value) ? 'font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <span
          aria-hidden="true"
          className={clsx(
            'grid size-3 shrink-0 place-items-center rounded-[3px] border',
            chosen.includes(value) ? 'border-accent bg-accent-fill text-on-accent' : 'border-line-control',
          )}
        >
          {chosen.includes(value) ? <Icon name="check" size={9} /> : null}
        </span>
        <span
          title={nameChoice(name, value, names)}
          className={clsx(
            'min-w-0 flex-1 truncate',
            name === 'kind' && KIND_LOOKS[value as keyof typeof KIND_LOOKS]?.text,
          )}
        >
          {nameChoice(name, value, names)}
        </span>
        <span className="tnum text-faint">{formatCompactCount(count)}</span>
      </Link>
    </li>
  );
  return (
    <section className="mt-2">
      <h2 className="px-2 py-1 text-2xs font-medium text-faint">{title}</h2>
      <ul>{choices.slice(0, FEW).map(item)}</ul>
      {choices.length > FEW ? (
        <details open={choices.slice(FEW).some(([value]) => chosen.includes(value))}>
          <summary className="rounded px-2 py-1 text-xs text-muted hover:text-ink">{choices.length - FEW} more</summary>
          <ul>{choices.slice(FEW).map(item)}</ul>
        </details>
      ) : null}
    </section>
  );
}
