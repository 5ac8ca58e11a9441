import { Link, useLocation } from '@remix-run/react';
import type { FoundUses, UseMark } from '#server/stories/find-uses.ts';
import { countOf } from '../format.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { withParam } from '../ui/pager.tsx';
import { Section } from '../ui/panes.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { UseCard } from './use-card.tsx';

const TABS = [
  ['none', 'To judge'],
  ['surprising', 'Surprising'],
  ['known', 'Known'],
] as const satisfies readonly (readonly [UseMark, string])[];
const NOTHING: Readonly<Record<UseMark, string>> = {
  none: 'Somebody has judged every use that members told of.',
  surprising: 'Uses that you mark as surprising are kept here, for reports and stories.',
  known: 'Uses that you mark as known are kept here, and their purpose joins the intended uses.',
};

/** Single tellings of use, the most unexpected first: an inbox that people go through, and what they made of it. */
export function ToldUses({
  told,
  mark,
  canMark,
  canReadPosts,
  step,
}: {
  told: FoundUses;
  mark: UseMark;
  canMark: boolean;
  canReadPosts: boolean;
  step: number;
}) {
  const { search } = useLocation();
  const tabs = TABS.map(([value, label]) => ({
    to: `${withParam(withParam(search, 'uses', null), 'told', value === 'none' ? null : value)}#told`,
    label,
    isCurrent: value === mark,
    count: told.counts[value],
  }));
  return (
    <Section
      id="told"
      title="What single members use it for"
      aside={
        told.total > 0 ? <span className="tnum">{countOf(told.total, 'use')}, the most unexpected first</span> : null
      }
    >
      <div className="mb-4 -ml-2">
        <TabLinks label="Uses" tabs={tabs} />
      </div>
      {canMark && mark === 'none' && !told.hasKnown ? (
        <p className="mb-4 text-muted">
          For now “unexpected” only means rare.{' '}
          <Link to="/settings/uses" className="font-medium text-accent hover:underline">
            Say what your product is for
          </Link>
          , and the list follows that.
        </p>
      ) : null}
      {told.uses.length === 0 ? (
        <EmptyState icon="stories" title={mark === 'none' ? 'All judged' : 'None yet'}>
          {NOTHING[mark]}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 lg:grid-cols-2">
          {told.uses.map((use) => (
            <li key={use.postId}>
              <UseCard use={use} canMark={canMark} canReadPosts={canReadPosts} />
            </li>
          ))}
        </ul>
      )}
      {told.total > told.uses.length ? (
        <p className="mt-4">
          <Link
            to={withParam(search, 'uses', String(told.uses.length + step))}
            preventScrollReset
            className="font-medium text-accent hover:underline"
          >
            Show {Math.min(step, told.total - told.uses.length)} more
          </Link>
        </p>
      ) : null}
    </Section>
  );
}
