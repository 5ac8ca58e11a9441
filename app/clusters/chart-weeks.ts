import type { SourceWeekPoint, WeekPoint } from '#db/schema.ts';
import type { ChartWeek } from '../ui/week-chart.tsx';
import { ownWeeks } from '../weeks.ts';

/** As many sources as a reader tells apart by colour; the smaller ones are drawn together. */
const MOST_SERIES = 5;
const MIN_WEEKS = 12;
const OTHERS = 'Other sources';

/** A cluster's weeks as the chart draws them: the largest source at the bottom, in every week. */
export function toChart(
  { weeks, sourceWeeks }: { weeks: readonly WeekPoint[]; sourceWeeks: readonly SourceWeekPoint[] },
  {
    latestAt,
    sources,
    gaps,
  }: {
    latestAt: number;
    sources: readonly { readonly id: number; readonly name: string }[];
    gaps: ReadonlyMap<number, readonly string[]>;
  },
): { series: string[]; weeks: ChartWeek[] } {
  const totals = new Map<number, number>();
  for (const [, id, count] of sourceWeeks) totals.set(id, (totals.get(id) ?? 0) + count);
  const ids = [...totals].sort(([a, x], [b, y]) => y - x || a - b).map(([id]) => id);
  const shown = ids.length > MOST_SERIES ? ids.slice(0, MOST_SERIES - 1) : ids;
  const nameOf = (id: number) => sources.find((source) => source.id === id)?.name ?? `Source ${id}`;
  const series = [...shown.map(nameOf), ...(shown.length < ids.length ? [OTHERS] : [])];
  const counts = new Map<string, number[]>();
  for (const [monday, id, count] of sourceWeeks) {
    const at = shown.indexOf(id);
    const row = counts.get(monday) ?? Array.from(series, () => 0);
    const place = at < 0 ? series.length - 1 : at;
    row[place] = (row[place] ?? 0) + count;
    counts.set(monday, row);
  }
  const drawn = ownWeeks(weeks, { to: latestAt, atLeast: MIN_WEEKS });
  return {
    series: series.length > 0 ? series : ['Voices'],
    weeks: drawn.map(({ monday, voiceCount }) => ({
      monday,
      // Of a run from before sources were counted apart, only the sum is known.
      counts: counts.get(monday) ?? [voiceCount],
      gaps: ids.filter((id) => gaps.get(id)?.includes(monday)).map(nameOf),
    })),
  };
}
