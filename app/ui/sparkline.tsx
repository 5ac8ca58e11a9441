import type { Week } from '../weeks.ts';

const WIDTH = 60;
const HEIGHT = 18;
const GAP = 1;

/** Voices per week in small, narrower where there is less room; the numbers stand beside it, so it is left out for screen readers. */
export function Sparkline({ weeks, className }: { weeks: readonly Week[]; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
      fill="currentColor"
    >
      <path d={drawBars(weeks, ({ voiceCount }) => voiceCount === 0)} opacity={0.35} />
      <path d={drawBars(weeks, ({ voiceCount }) => voiceCount > 0)} />
    </svg>
  );
}

/** One path for all bars: a page has hundreds of them. */
function drawBars(weeks: readonly Week[], isDrawn: (week: Week) => boolean): string {
  const highest = Math.max(1, ...weeks.map((week) => week.voiceCount));
  const step = WIDTH / Math.max(1, weeks.length);
  const width = (step - GAP).toFixed(1);
  return weeks
    .map((week, index) => {
      if (!isDrawn(week)) return '';
      const height = week.voiceCount === 0 ? 1 : Math.max(2, (week.voiceCount / highest) * HEIGHT);
      return `M${(index * step).toFixed(1)} ${HEIGHT}h${width}v-${height.toFixed(1)}h-${width}z`;
    })
    .join('');
}
