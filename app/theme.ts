export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const COOKIE = 'refrain_theme';
const YEAR_SECONDS = 31_536_000;

/** The theme stands in a cookie, so that the server renders it and no page flashes in the wrong one. */
export function readTheme(request: Request): Theme {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=(\\w+)`).exec(request.headers.get('Cookie') ?? '')?.[1];
  return toTheme(value);
}

export function writeTheme(theme: Theme): string {
  return `${COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}

export function toTheme(value: unknown): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system';
}
