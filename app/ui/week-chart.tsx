import { countOf, formatDay } from '../format.ts';
import type { Week } from '../weeks.ts';

const HEIGHT = 120;
const TOP = 8;
const LABELS = 6;

/** Voices per week, drawn on the server, with the same numbers as a table. Widths are per cent, so it fits any pane. */
export function WeekChart({ weeks, nowAt, caption }: { weeks: readonly Week[]; nowAt: number; caption: string }) {
  const highest = niceCeiling(Math.max(1, ...weeks.map((week) => week.voiceCount)));
  const step = 100 / Math.max(1, weeks.length);
  const scale = (HEIGHT - TOP) / highest;
  const labelEvery = Math.ceil(weeks.length / LABELS);
  return (
    <figure>
      <div className="flex gap-2">
        <svg role="img" aria-label={caption} width="100%" height={HEIGHT} className="min-w-0 flex-1 overflow-visible">
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
              <rect
                x={`${(index * step + step * 0.12).toFixed(3)}%`}
                width={`${(step * 0.76).toFixed(3)}%`}
                y={HEIGHT - week.voiceCount * scale}
                height={week.voiceCount * scale}
                rx={2}
                className="fill-accent"
              />
              {/* As high as the chart, so that the number shows above low bars, too. */}
              <rect
                x={`${(index * step).toFixed(3)}%`}
                width={`${step.toFixed(3)}%`}
                y="0"
                height={HEIGHT}
                fill="transparent"
              >
                <title>{`Week of ${formatDay(Date.parse(week.monday), nowAt)}: ${countOf(week.voiceCount, 'voice')}`}</title>
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
            <span key={week.monday} className="absolute whitespace-nowrap" style={{ left: `${index * step}%` }}>
              {formatDay(Date.parse(week.monday), nowAt)}
            </span>
          ) : null,
        )}
      </div>
      <figcaption className="sr-only">{caption}</figcaption>
      <details className="mt-1 text-xs">
        <summary className="inline-block rounded py-1 text-muted underline decoration-line-strong underline-offset-2 hover:text-ink">
          As a table
        </summary>
        <table className="tnum mt-1 text-left">
          <thead>
            <tr className="text-muted">
              <th scope="col" className="pr-6 font-medium">
                Week of
              </th>
              <th scope="col" className="text-right font-medium">
                Voices
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week.monday}>
                <td className="pr-6">{week.monday}</td>
                <td className="text-right">{week.voiceCount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The next of 2, 4, 6, 10, 20, 40, 60, 100 …: half of it is a whole number, too. */
function niceCeiling(value: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [2, 4, 6, 10]) if (step * power >= value) return step * power;
  }
}
