const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** "3 May 2026", in UTC. Written by hand: `Intl` answers differ between releases, and a report must not. */
export function writeDate(at: Date): string {
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}
