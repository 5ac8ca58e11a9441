export const PERIODS = ['week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** Bars in a row, none missing. */
export interface Timeline {
  readonly period: Period;
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

const DAY = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** As many bars as fit beside each other in print and below each other in an issue. */
const MAX_POINTS = 24;
const MONTHS_PER: Readonly<Record<Exclude<Period, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

/** The finest period in which the span has no more bars than people like to read. */
export function choosePeriod(from: Date, to: Date): Period {
  if ((to.getTime() - from.getTime()) / (7 * DAY) < MAX_POINTS - 1) return 'week';
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
  if (months <= MAX_POINTS) return 'month';
  return months <= MAX_POINTS * 3 ? 'quarter' : 'year';
}

/** Every period from the first to the last of the span, with zero where nothing is counted. @param counts by first day. */
export function fillTimeline(
  counts: ReadonlyMap<string, number>,
  { period, from, to }: { period: Period; from: Date; to: Date },
): Timeline {
  const points: { label: string; value: number }[] = [];
  for (let at = startOf(from, period); at <= to; at = nextOf(at, period)) {
    points.push({ label: labelOf(at, period), value: counts.get(at.toISOString().slice(0, 10)) ?? 0 });
  }
  return { period, points };
}

function startOf(at: Date, period: Period): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (period === 'week') return new Date(Date.UTC(year, month, day - ((at.getUTCDay() + 6) % 7)));
  return new Date(Date.UTC(year, month - (month % MONTHS_PER[period]), 1));
}

function nextOf(at: Date, period: Period): Date {
  if (period === 'week') return new Date(at.getTime() + 7 * DAY);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + MONTHS_PER[period], 1));
}

function labelOf(at: Date, period: Period): string {
  const year = at.getUTCFullYear();
  const month = MONTHS[at.getUTCMonth()];
  if (period === 'week') return `${at.getUTCDate()} ${month} ${year}`;
  if (period === 'month') return `${month} ${year}`;
  return period === 'quarter' ? `Q${at.getUTCMonth() / 3 + 1} ${year}` : String(year);
}
