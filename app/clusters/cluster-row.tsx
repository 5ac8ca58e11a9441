import { NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import { countOf } from '../format.ts';
import { KindChip } from '../ui/kind.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { Day } from '../ui/time.tsx';
import { Trend } from '../ui/trend.tsx';
import { SeverityMark } from './severity-mark.tsx';
import type { ClusterRowContent, ThemeHeading } from './to-cluster-row.ts';

/** Choosing a row, by mouse, touch or `x`. */
export interface RowChoice {
  readonly isChosen: boolean;
  /** Whether any row is chosen: then all rows show their boxes. */
  readonly isAnyChosen: boolean;
  readonly onToggle: (isRange: boolean) => void;
}

/** One cluster in a list. */
export function ClusterRow({ cluster, to, choice }: { cluster: ClusterRowContent; to: string; choice?: RowChoice }) {
  return (
    <>
      {cluster.heading ? <Heading {...cluster.heading} /> : null}
      <div className={clsx('group relative border-b border-line', choice?.isChosen && 'bg-accent-soft')}>
        {choice ? <RowBox title={cluster.title} choice={choice} /> : null}
        <NavLink
          to={to}
          prefetch="intent"
          data-key-item
          data-cluster-id={cluster.id}
          data-version={cluster.version}
          data-title={cluster.title}
          data-state={cluster.state}
          onClick={(event) => {
            // As in any list of files: a click with Shift chooses up to here.
            if (!choice || !event.shiftKey) return;
            event.preventDefault();
            choice.onToggle(true);
          }}
          className={({ isActive }) =>
            clsx(
              'block py-2.5 pr-4 -outline-offset-2 transition-colors',
              choice ? 'pl-9' : 'pl-4',
              isActive && !choice?.isChosen ? 'bg-active' : 'hover:bg-hover focus-visible:bg-hover',
            )
          }
        >
          <span className="flex items-start gap-2">
            <span className="line-clamp-2 min-w-0 flex-1 font-medium text-ink">{cluster.title}</span>
            <SeverityMark severity={cluster.severity} heatedVoiceCount={cluster.heatedVoiceCount} />
          </span>
          <span className="mt-1.5 flex min-h-4.5 items-center gap-x-2 text-xs text-muted">
            <KindChip kind={cluster.kind} className="w-[5.25rem] min-w-fit shrink-[1000]" />
            {/* The drawing gives way to the numbers, then the kind. What still does not fit goes whole to a second line, out of sight: a number is never cut. */}
            <span className="tnum flex h-4 min-w-0 flex-auto flex-wrap items-center gap-x-1 overflow-hidden whitespace-nowrap">
              <span className="flex h-4 items-center gap-1">
                <span className="font-medium text-ink">{countOf(cluster.voiceCount, 'voice')}</span>
                <Trend trend={cluster.trend} recent={cluster.recentVoiceCount} earlier={cluster.earlierVoiceCount} />
              </span>
              <span className="h-4">
                <span className="mx-1 text-faint">·</span>
                {countOf(cluster.postCount, 'post')}
              </span>
            </span>
            {cluster.ownerName ? <Owner name={cluster.ownerName} /> : null}
            {/* Nothing is drawn of weeks in which nothing was said. */}
            {cluster.weeks.some(({ voiceCount }) => voiceCount > 0) ? (
              <Sparkline weeks={cluster.weeks} className="min-w-4 shrink-[1000000] text-accent" />
            ) : null}
            {cluster.lastSeenAt ? (
              <Day at={cluster.lastSeenAt} className="tnum min-w-11 shrink-0 text-right whitespace-nowrap" />
            ) : null}
          </span>
          {cluster.postsSinceDismissal ? (
            <span className="tnum mt-1 block text-xs text-warning">
              +{countOf(cluster.postsSinceDismissal, 'post')} since it was dismissed
            </span>
          ) : null}
        </NavLink>
      </div>
    </>
  );
}

/** Above the first cluster of a theme. */
function Heading({ title, clusterCount }: ThemeHeading) {
  return (
    <h2 className="flex items-baseline gap-2 border-b border-line bg-sunken px-4 pt-3 pb-1.5 text-xs">
      <span className={clsx('min-w-0 truncate font-semibold', title === null ? 'text-muted' : 'text-ink')}>
        {title ?? 'In no theme'}
      </span>
      <span className="tnum shrink-0 text-muted">{countOf(clusterCount, 'cluster')}</span>
    </h2>
  );
}

function RowBox({ title, choice }: { title: string; choice: RowChoice }) {
  return (
    <label
      className={clsx(
        'absolute inset-y-0 left-0 z-10 grid w-9 justify-center pt-3',
        choice.isAnyChosen
          ? ''
          : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
      )}
    >
      <input
        type="checkbox"
        tabIndex={-1}
        checked={choice.isChosen}
        readOnly
        onClick={(event) => choice.onToggle(event.shiftKey)}
        aria-label={`Choose ${title}`}
        className="size-4 accent-accent-fill"
      />
    </label>
  );
}

function Owner({ name }: { name: string }) {
  const initials = name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <span
      title={`Owner: ${name}`}
      className="grid size-5 shrink-0 place-items-center rounded-full bg-active text-[0.5625rem] font-semibold text-muted"
    >
      <span className="sr-only">Owner: {name}</span>
      <span aria-hidden="true">{initials}</span>
    </span>
  );
}
