// By hand and not by Intl: its tables alone cost a phone 20 ms before the first number stands there.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param count a whole number. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `9,999`, `12.3K`, `4M`. */
export function formatCompactCount(count: number): string {
  if (count < 10_000) return formatCount(count);
  const [unit, sign] = count < 999_950 ? [1e3, 'K'] : [1e6, 'M'];
  return `${Math.round((count / unit) * 10) / 10}${sign}`;
}

/** `1 post`, `2 posts`; irregular plurals are given in full. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
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
  const year = date.getUTCFullYear();
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return year === new Date(nowAt).getUTCFullYear() ? day : `${day} ${year}`;
}

/** `3 Mar 2026, 07:05 UTC` */
export function formatMoment(at: Date | number): string {
  const date = new Date(at);
  return `${formatDay(date, Number.NaN)}, ${date.toISOString().slice(11, 16)} UTC`;
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

let languageNames: Intl.DisplayNames | undefined;

/** `de` is `German`. */
export function formatLanguage(code: string): string {
  languageNames ??= new Intl.DisplayNames(['en'], { type: 'language' });
  return languageNames.of(code) ?? code;
}
