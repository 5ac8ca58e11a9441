import { HEATED, tellHeat } from '#pipelines/heat/tell-heat.ts';
import { findReach } from './find-reach.ts';
import { findSeverity, SEVERITIES } from './find-severity.ts';

/** What a post says of how hard its matter hits: signs of severity, whom else it hits, and heated words. */
export const SIGNS = [...SEVERITIES, 'others', 'heated'] as const;
export type Sign = (typeof SIGNS)[number];

/** The signs of a text, in the order of `SIGNS`. Whom else a matter hits is told only where it hits at all. */
export function tellSigns(text: string): Sign[] {
  const severe = new Set<Sign>(findSeverity(text).map(({ name }) => name));
  const said = new Set(severe);
  if (severe.size > 0 && findReach(text).length > 0) said.add('others');
  if (tellHeat(text).score >= HEATED) said.add('heated');
  return SIGNS.filter((sign) => said.has(sign));
}
