import type { Week } from '../weeks.ts';

const WIDTH = 60;
const HEIGHT = 18;
const GAP = 1;

/** Voices per week in small; the numbers stand beside it, so it is left out for screen readers. */
export function Sparkline({ weeks, className }: { weeks: readonly Week[]; className?: string }) {
  const highest = Math.max(1, ...weeks.map((week) => week.voiceCount));
  const step = WIDTH / Math.max(1, weeks.length);
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className={className}>
      {weeks.map((week, index) => {
        const height = week.voiceCount === 0 ? 1 : Math.max(2, (week.voiceCount / highest) * HEIGHT);
        return (
          <rect
            key={week.monday}
            x={(index * step).toFixed(1)}
            y={(HEIGHT - height).toFixed(1)}
            width={(step - GAP).toFixed(1)}
            height={height.toFixed(1)}
            rx={0.5}
            fill="currentColor"
            opacity={week.voiceCount === 0 ? 0.35 : 1}
          />
        );
      })}
    </svg>
  );
}
