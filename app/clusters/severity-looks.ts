import type { Sign } from '#db/schema.ts';
import type { SeverityLevel } from '#pipelines/mentions/rate-severity.ts';

/** A sign by its name, and as what people say in it: after "5 voices say that they ..." */
export const SIGN_LOOKS = {
  'data-loss': { label: 'Lost data or work', says: 'they lost data or work' },
  security: { label: 'Security', says: 'something is not secure' },
  money: { label: 'Money', says: 'it costs them money' },
  leaving: { label: 'Leaving', says: 'they are leaving, or want their money back' },
  blocked: { label: 'Cannot go on', says: 'they cannot go on' },
  crash: { label: 'Crash or error', says: 'something crashes, hangs or fails' },
  'every-time': { label: 'Every time', says: 'it happens every time' },
  workaround: { label: 'Workaround', says: 'they work around it' },
  others: { label: 'Hits others, too', says: 'it hits others than them: a team, customers, everyone' },
  heated: { label: 'Heated', says: 'it in heated words' },
} as const satisfies Record<Sign, { label: string; says: string }>;

export const LEVEL_LOOKS = {
  severe: { label: 'Severe', tone: 'danger' },
  serious: { label: 'Serious', tone: 'warning' },
  minor: { label: 'Minor', tone: 'neutral' },
} as const satisfies Record<SeverityLevel, { label: string; tone: 'danger' | 'warning' | 'neutral' }>;
