const counts = new Intl.NumberFormat('en');
const compactCounts = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const daysWithYear = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const moments = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function formatCount(count: number): string {
  return counts.format(count);
}

export function formatCompactCount(count: number): string {
  return count < 10_000 ? counts.format(count) : compactCounts.format(count);
}

/** `1 post`, `2 posts`; irregular plurals are given in full. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${counts.format(count)} ${count === 1 ? one : many}`;
}

/** A share in whole per cent that never says 0% or 100% of something that is not. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '0%';
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 1) return '<1%';
  if (percent < 100 && percent > 99) return '99%';
  return `${Math.round(percent)}%`;
}

/** `3 Mar`, with the year when it is not the reader's. UTC, so that server and browser agree. */
export function formatDay(at: Date | number, nowAt: number): string {
  const date = new Date(at);
  const isThisYear = date.getUTCFullYear() === new Date(nowAt).getUTCFullYear();
  return (isThisYear ? days : daysWithYear).format(date);
}

export function formatMoment(at: Date | number): string {
  return `${moments.format(new Date(at))} UTC`;
}

export function formatAgo(at: Date | number, nowAt: number): string {
  const age = nowAt - new Date(at).getTime();
  if (age < -MINUTE) return formatDay(at, nowAt);
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} d ago`;
  return formatDay(at, nowAt);
}

/** `about 3 min`: an estimate is never more exact than it can be. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return 'under a second';
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  const hours = ms / HOUR;
  return hours < 10 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
}

export function formatBytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 ** 2) return `${Math.round(count / 1024)} KB`;
  return `${(count / 1024 ** 2).toFixed(1)} MB`;
}
