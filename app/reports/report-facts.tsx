import { Link } from '@remix-run/react';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { countOf } from '../format.ts';
import { KindChip } from '../ui/kind.tsx';
import { Section } from '../ui/panes.tsx';
import { useNowAt } from '../ui/time.tsx';
import { WeekChart } from '../ui/week-chart.tsx';
import { ownWeeks } from '../weeks.ts';

const MIN_WEEKS = 12;

/** The numbers a report stands on, counted anew each time it is opened. */
export function ReportFacts({
  report,
}: {
  report: Pick<ReportDetail, 'clusters' | 'places' | 'weeks' | 'voiceCount' | 'lastSeenAt' | 'growth'>;
}) {
  const nowAt = useNowAt();
  const lastAt = (report.growth?.endsAt ?? report.lastSeenAt)?.getTime() ?? nowAt;
  const weeks = ownWeeks(report.weeks, { to: lastAt, atLeast: MIN_WEEKS });
  return (
    <>
      {report.weeks.length > 0 ? (
        <Section title="Voices per week">
          <WeekChart
            series={['Voices']}
            weeks={weeks.map(({ monday, voiceCount }) => ({ monday, counts: [voiceCount], gaps: [] }))}
            nowAt={nowAt}
            caption={`Voices per week over ${weeks.length} weeks, ${countOf(report.voiceCount, 'voice')} in all`}
          />
        </Section>
      ) : null}
      <Section title="Clusters and sources" aside="Each person counts once">
        <ul className="divide-y divide-line rounded-lg border border-line">
          {report.clusters.map((cluster) => (
            <li key={cluster.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <KindChip kind={cluster.kind} className="w-24" />
              <Link to={`/clusters/${cluster.id}`} className="min-w-0 flex-1 basis-40 font-medium hover:underline">
                {cluster.title}
              </Link>
              <span className="tnum text-xs text-muted">
                {countOf(cluster.voiceCount, 'voice')}, {countOf(cluster.postCount, 'post')}
              </span>
            </li>
          ))}
          {report.places.map((place) => (
            <li key={place.name} className="flex items-center gap-3 px-4 py-2.5">
              <span className="w-24 text-xs text-muted">Source</span>
              <span className="min-w-0 flex-1 truncate">{place.name}</span>
              <span className="tnum text-xs text-muted">
                {countOf(place.voiceCount, 'voice')}, {countOf(place.postCount, 'post')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
