import { type Cue, findCues } from './cues.ts';
import type { Mention } from './mention.ts';

export type Reach = 'team' | 'customers' | 'everyone';

const CUES: readonly Cue<Reach>[] = [
  {
    name: 'team',
    pattern:
      /\b(?:(?:my|our|the) (?:(?:whole|entire) )?(?:team|company|office|department|organi[sz]ation|colleagues|co-?workers|staff|employees|family|class|students)|(?:whole|entire) (?:team|company|office|department|organi[sz]ation|family|class))\b/gi,
  },
  {
    name: 'customers',
    pattern:
      /\b(?:(?:my|our|their|all|paying|many|some) (?:(?:paying|end|business|external) )?(?:customers|clients|users|patients|guests|visitors|subscribers|viewers)|in production|our production)\b/gi,
  },
  {
    name: 'everyone',
    pattern:
      /\b(?:(?:for|affects?|affecting|hits?|happens to|happening to) (?:everyone|everybody|all of us|(?:a )?lots? of people|many (?:people|others)|(?:dozens|hundreds|thousands) of)|(?:everyone|everybody|all of us|nobody|no one) (?:else )?(?:here |at work |in the (?:office|team|company) )?(?:is|are|gets?|has|have|had|can|can['’]?t|sees?|lost|complains?))\b/gi,
  },
];

/** Whom a matter hits besides its author, in their words. */
export function findReach(text: string): (Mention & { name: Reach })[] {
  return findCues(text, CUES);
}
