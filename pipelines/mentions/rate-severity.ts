import type { Severity } from './find-severity.ts';
import type { Sign } from './tell-signs.ts';

/** The gravest first. */
export const SEVERITY_LEVELS = ['severe', 'serious', 'minor'] as const;
export type SeverityLevel = (typeof SEVERITY_LEVELS)[number];

/** How many people in a cluster show a sign; what else is counted is of no matter here. */
export type SignVoices = readonly [sign: Sign, voiceCount: number, ...unknown[]];

export type SeverityRating = {
  readonly level: SeverityLevel;
  /** The sign that the level follows from, and how many people show it. */
  readonly sign: Severity;
  readonly voiceCount: number;
  /** The sign that takes it one level up; null: none does. */
  readonly raisedBy: 'every-time' | 'others' | null;
};

/** Fewer people are one person's word, or a slip of the engine. */
export const FEWEST_VOICES = 2;
/** In a cluster of hundreds, two people are no trait of it. */
export const LEAST_SHARE = 0.05;

const LEVEL_OF: Readonly<Record<Severity, SeverityLevel>> = {
  'data-loss': 'severe',
  security: 'severe',
  money: 'severe',
  leaving: 'serious',
  blocked: 'serious',
  crash: 'serious',
  'every-time': 'minor',
  workaround: 'minor',
};

const RAISING = ['every-time', 'others'] as const;

/**
 * How hard a cluster's matter hits, as a rule that can be told: the gravest sign that enough people show sets the level;
 * that it happens every time, or hits others than its author, takes it one up. Null where no sign has enough people.
 * @param voiceCount people in the cluster.
 */
export function rateSeverity(signs: readonly SignVoices[], voiceCount: number): SeverityRating | null {
  const least = Math.max(FEWEST_VOICES, Math.ceil(voiceCount * LEAST_SHARE));
  const counting = signs.filter(([, count]) => count >= least);
  const rated = counting
    .flatMap(([sign, count]) => (isSeverity(sign) ? [{ sign, voiceCount: count, level: LEVEL_OF[sign] }] : []))
    .sort((a, b) => rankOf(a.level) - rankOf(b.level) || b.voiceCount - a.voiceCount || (a.sign < b.sign ? -1 : 1));
  const [gravest] = rated;
  if (!gravest) return null;
  const above = SEVERITY_LEVELS[rankOf(gravest.level) - 1];
  const raisedBy = RAISING.find((sign) => sign !== gravest.sign && counting.some(([counted]) => counted === sign));
  const isRaised = above !== undefined && raisedBy !== undefined;
  return {
    level: isRaised ? above : gravest.level,
    sign: gravest.sign,
    voiceCount: gravest.voiceCount,
    raisedBy: isRaised ? raisedBy : null,
  };
}

function rankOf(level: SeverityLevel): number {
  return SEVERITY_LEVELS.indexOf(level);
}

function isSeverity(sign: Sign): sign is Severity {
  return sign in LEVEL_OF;
}
