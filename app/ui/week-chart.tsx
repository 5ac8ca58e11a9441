import { clsx } from 'clsx';
import { countOf, formatDay } from '../format.ts';

const HEIGHT = 120;
const TOP = 8;
const LABELS = 6;
/** Sources beyond these are drawn together. */
const SERIES = ['fill-series-1', 'fill-series-2', 'fill-series-3', 'fill-series-4', 'fill-series-5'] as const;
const SWATCHES = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4', 'bg-series-5'] as const;

/** A week of a chart: voices by series, in the order of the series' names. */
export interface ChartWeek {
  readonly monday: string;
  readonly counts: readonly number[];
  /** Names of sources from which nothing came in although something was to be expected. */
  readonly gaps: readonly string[];
}

/**
 * Voices per week, stacked by source, drawn on the server, with the same numbers as a table. Widths are per cent, so it
 * fits any pane. Weeks in which nothing was read are shaded: they are no drop.
 */
export function WeekChart({
  series,
  weeks,
  nowAt,
  caption,
}: {
  series: readonly string[];
  weeks: readonly ChartWeek[];
  nowAt: number;
  caption: string;
}) {
  const highest = niceCeiling(Math.max(1, ...weeks.map(totalOf)));
  const step = 100 / Math.max(1, weeks.length);
  const scale = (HEIGHT - TOP) / highest;
  const labelEvery = Math.ceil(weeks.length / LABELS);
  const hasGaps = weeks.some(({ gaps }) => gaps.length > 0);
  return (
    <figure>
      <div className="flex gap-2">
        <svg role="img" aria-label={caption} width="100%" height={HEIGHT} className="min-w-0 flex-1 overflow-visible">
          <defs>
            <pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="6" className="fill-line-strong" />
            </pattern>
          </defs>
          {[highest, highest / 2].map((value) => (
            <line
              key={value}
              x1="0"
              x2="100%"
              y1={HEIGHT - value * scale}
              y2={HEIGHT - value * scale}
              className="stroke-line"
            />
          ))}
          {weeks.map((week, index) => (
            <g key={week.monday}>
              {week.gaps.length > 0 ? (
                <rect
                  x={`${(index * step).toFixed(3)}%`}
                  width={`${step.toFixed(3)}%`}
                  y={TOP}
                  height={HEIGHT - TOP}
                  fill="url(#gap)"
                  opacity={0.6}
                />
              ) : null}
              {stack(week.counts).map(({ from, count, at }) => (
                <rect
                  key={at}
                  x={`${(index * step + step * 0.12).toFixed(3)}%`}
                  width={`${(step * 0.76).toFixed(3)}%`}
                  y={HEIGHT - (from + count) * scale}
                  height={count * scale}
                  rx={1.5}
                  className={SERIES[Math.min(at, SERIES.length - 1)]}
                />
              ))}
              {/* As high as the chart, so that the number shows above low bars, too. */}
              <rect
                x={`${(index * step).toFixed(3)}%`}
                width={`${step.toFixed(3)}%`}
                y="0"
                height={HEIGHT}
                fill="transparent"
              >
                <title>{describe(week, series, nowAt)}</title>
              </rect>
            </g>
          ))}
          <line x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
        </svg>
        <div aria-hidden="true" className="tnum relative w-6 text-2xs text-faint" style={{ height: HEIGHT }}>
          <span className="absolute -translate-y-1/2" style={{ top: TOP }}>
            {highest}
          </span>
          {highest % 2 === 0 ? (
            <span className="absolute -translate-y-1/2" style={{ top: HEIGHT - (HEIGHT - TOP) / 2 }}>
              {highest / 2}
            </span>
          ) : null}
          <span className="absolute bottom-0 translate-y-1/2">0</span>
        </div>
      </div>
      <div aria-hidden="true" className="relative mt-1.5 mr-8 h-4 text-2xs text-faint">
        {weeks.map((week, index) =>
          index % labelEvery === 0 ? (
            <span
              key={week.monday}
              className={clsx('absolute whitespace-nowrap', (index / labelEvery) % 2 === 1 && 'max-sm:hidden')}
              style={{ left: `${index * step}%` }}
            >
              {formatDay(Date.parse(week.monday), nowAt)}
            </span>
          ) : null,
        )}
      </div>
      <figcaption className="sr-only">{caption}</figcaption>
      {series.length > 1 || hasGaps ? (
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {series.length > 1
            ? series.map((name, at) => (
                <li key={name} className="flex items-center gap-1.5">
                  <span
                    aria-hidden="true"
                    className={clsx('size-2 rounded-sm', SWATCHES[Math.min(at, SWATCHES.length - 1)])}
                  />
                  {name}
                </li>
              ))
            : null}
          {hasGaps ? (
            <li className="flex items-center gap-1.5">
              <svg aria-hidden="true" width="10" height="10">
                <rect width="10" height="10" fill="url(#gap)" />
              </svg>
              Nothing was read: no drop
            </li>
          ) : null}
        </ul>
      ) : null}
      <details className="mt-1 text-xs">
        <summary className="inline-block rounded py-1 text-muted underline decoration-line-strong underline-offset-2 hover:text-ink">
          As a table
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section aria-label="Voices per week as a table" tabIndex={0} className="overflow-x-auto">
          <table className="tnum mt-1 text-left">
            <thead>
              <tr className="text-muted">
                <th scope="col" className="pr-6 font-medium">
                  Week of
                </th>
                {series.length > 1
                  ? series.map((name) => (
                      <th key={name} scope="col" className="pr-6 text-right font-medium">
                        {name}
                      </th>
                    ))
                  : null}
                <th scope="col" className="pr-6 text-right font-medium">
                  Voices
                </th>
                {hasGaps ? (
                  <th scope="col" className="font-medium">
                    Nothing read from
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.monday}>
                  <td className="pr-6">{week.monday}</td>
                  {series.length > 1
                    ? series.map((name, at) => (
                        <td key={name} className="pr-6 text-right">
                          {week.counts[at] ?? 0}
                        </td>
                      ))
                    : null}
                  <td className="pr-6 text-right">{totalOf(week)}</td>
                  {hasGaps ? <td>{week.gaps.join(', ')}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

function totalOf({ counts }: ChartWeek): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function stack(counts: readonly number[]): { from: number; count: number; at: number }[] {
  let from = 0;
  return counts.flatMap((count, at) => {
    const part = { from, count, at };
    from += count;
    return count > 0 ? [part] : [];
  });
}

function describe(week: ChartWeek, series: readonly string[], nowAt: number): string {
  const parts =
    series.length > 1 ? series.flatMap((name, at) => (week.counts[at] ? [`${name} ${week.counts[at]}`] : [])) : [];
  const gaps = week.gaps.length > 0 ? `; nothing was read from ${week.gaps.join(', ')}` : '';
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `Week of ${formatDay(Date.parse(week.monday), nowAt)}: ${countOf(totalOf(week), 'voice')}${detail}${gaps}`;
}

/** The next of 2, 4, 6, 10, 20, 40, 60, 100 …: half of it is a whole number, too. */
function niceCeiling(value: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [2, 4, 6, 10]) if (step * power >= value) return step * power;
  }
}
