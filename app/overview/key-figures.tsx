import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Overview } from '#server/overview/get-overview.ts';
import { countOf, formatCount, formatShare } from '../format.ts';

/** The numbers at the head of the overview; each leads to the list it counts. */
export function KeyFigures({
  overview,
  canReadReports,
  canReadPosts,
}: {
  overview: Omit<Overview, 'growing'>;
  canReadReports: boolean;
  canReadPosts: boolean;
}) {
  const unplaced = overview.postCount - overview.placedCount;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4">
      <Figure label="Voices" value={formatCount(overview.voiceCount)}>
        people in {countOf(overview.sourceCount, 'source')}
      </Figure>
      <Figure label="Posts" value={formatCount(overview.postCount)} to={canReadPosts ? '/posts' : null}>
        <Lead to={canReadPosts ? '/posts?placed=no' : null}>{formatCount(unplaced)} unplaced</Lead>
      </Figure>
      <Figure
        label="In a cluster"
        value={formatShare(overview.placedCount, overview.postCount)}
        to={canReadPosts ? '/posts?placed=yes' : null}
      >
        <Lead to={canReadPosts ? '/clusters?view=open' : null}>{countOf(overview.clusterCount, 'open cluster')}</Lead>
      </Figure>
      <Figure label="Issues" value={formatCount(overview.issueCount)} to={canReadReports ? '/pushes' : null}>
        <Lead to={canReadReports ? '/reports' : null}>
          {countOf(overview.openReportCount, 'report')} not pushed yet
        </Lead>
      </Figure>
    </dl>
  );
}

function Figure({
  label,
  value,
  to = null,
  children,
}: {
  label: string;
  value: string;
  to?: string | null;
  children: ReactNode;
}) {
  return (
    <div className="bg-pane px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="tnum text-2xl font-semibold tracking-tight [&>a]:leading-8">
        <Lead to={to}>{value}</Lead>
      </dd>
      <dd className="tnum text-xs leading-6 text-muted">{children}</dd>
    </div>
  );
}

function Lead({ to, children }: { to: string | null; children: ReactNode }) {
  if (!to) return children;
  return (
    <Link to={to} className="inline-block min-h-6 leading-6 hover:text-accent hover:underline">
      {children}
    </Link>
  );
}
