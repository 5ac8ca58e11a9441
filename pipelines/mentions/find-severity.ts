import { type Cue, findCues } from './cues.ts';
import type { Mention } from './mention.ts';

/** The gravest first. */
export const SEVERITIES = [
  'data-loss',
  'security',
  'money',
  'leaving',
  'blocked',
  'crash',
  'every-time',
  'workaround',
] as const;
export type Severity = (typeof SEVERITIES)[number];

/** In the words people use when it matters. `can't wait` and `can't believe` are no blocks. */
const CUES: readonly Cue<Severity>[] = [
  {
    name: 'data-loss',
    pattern:
      /\b(?:(?:lost|losing|lose|loses) (?:(?:all|some|most) )?(?:of )?(?:(?:my|our|the|their|user) )?(?:data|work|changes|progress|quer(?:y|ies)|dashboards?|files?|notes?|photos?|settings|history|recordings?)|data loss|(?:data|files|notes|work|everything) (?:is|are|was|were|got|has been|have been) (?:lost|gone|deleted|wiped|corrupted)|(?:wiped|corrupted) (?:all )?(?:of )?(?:my|our))\b/gi,
  },
  {
    name: 'security',
    pattern:
      /\b(?:security (?:hole|flaw|bug|issue|risk|problem|vulnerability)|vulnerabilit(?:y|ies)|CVE-\d{4}-\d+|(?:account|password|server|instance|data) (?:was|were|got|has been|have been) (?:hacked|stolen|leaked|exposed|compromised)|data (?:breach|leak)|(?:can|could) (?:see|read|open|access) (?:other|another|someone else['’]?s|somebody else['’]?s) (?:people['’]?s |user['’]?s |users['’]? )?(?:data|accounts?|files?|dashboards?|messages?|profiles?)|without (?:a password|logging in|authentication)|(?:passwords?|api keys?|tokens?) (?:in|as) (?:plain ?text|clear ?text))\b/gi,
  },
  {
    name: 'money',
    pattern:
      /\b(?:(?:charged|billed) (?:me |us )?(?:twice|again|double|two times|too much|for nothing|after (?:i|we) cancell?ed)|double[ -]?(?:charge[ds]?|billing|billed)|overcharged|(?:wrong|incorrect) (?:invoice|bill|charge|amount)|costs? (?:us|me) (?:\$|€|£)?\d[\d.,]*(?: ?(?:k|dollars|euros|customers|orders|sales))?|(?:lost|losing) (?:money|customers|sales|orders|revenue)|(?:still|never) (?:waiting for (?:my|a|the) refund|refunded|got (?:my|a|the) refund)|payment (?:was |is )?(?:taken|lost|gone|missing))\b/gi,
  },
  {
    name: 'leaving',
    pattern:
      /\b(?:switch(?:ing|ed)? to (?:another|a different|an alternative) (?:app|tool|service|product|provider|brand)|cancel(?:l?ing|l?ed)? (?:my|our|the) (?:subscription|account|plan|membership)|look(?:ing)? for an? (?:alternative|replacement)|(?:deal|show)[ -]?(?:breaker|stopper)|giv(?:e|ing) up on|(?:ask|asked|want|wanted) (?:for )?(?:a|my) refund|return(?:ed|ing) (?:it|mine) (?:for|and)|sen(?:d|ding|t) (?:it|mine) back)\b/gi,
  },
  {
    name: 'blocked',
    pattern:
      /\b(?:unusable|(?:can(?:no|['’]?)t|could ?n['’]?t|unable to|not able to) (?:even )?(?:use (?:it|the app|this|anything)|open|log ?in|sign ?in|access|connect|start|run|save|load|export|import|install|upgrade|update|create|delete)|(?:completely|totally) (?:broken|stuck|blocked|useless)|blocking (?:us|me)|(?:does|do|did)(?: not|n['’]?t) work at all|stopped working|no longer works?)\b/gi,
  },
  {
    name: 'crash',
    // A white screen is one that shows nothing; a screen that is white and hurts the eyes has not crashed.
    pattern:
      /\b(?:(?:crashe[sd]|crashing|crashed)|(?:it|app|page|screen|browser|dashboard|query|server|worker|export|everything) (?:just |always |often |sometimes )?(?:freezes|froze|hangs|crashes)|hangs (?:on|when|at|for|forever|after|while)|(?:internal server|50[0-4]) errors?|out of memory|blank (?:page|screen)|(?<=\b(?:an?|just|only|plain|total|complete|completely|but|to) )white screen(?! (?:hurts?|burns?|blinds?|strains?|makes?|is|at night|in the dark|mode|theme))|white screen (?:of death|after|when|instead|and nothing|appears|(?:shows|comes) up|on (?:start|load|log|launch|open)\w*)|(?<=^[^\w\n]*)white screen(?=[^\w\n]*$)|timed out|times out)\b/gim,
  },
  {
    name: 'every-time',
    pattern:
      /\b(?:every (?:single )?time\b[^.!?\n]{0,60}?\b(?:errors?|fail|fails|crash|crashes|freezes|lost|stuck|disconnects?|late)|(?:errors?|fails?|crash(?:es)?|freezes|disconnects|late|wrong|resets?) every (?:single )?time|always (?:fails|crashes|breaks|hangs|late)|keeps (?:on )?(?:happening|failing|crashing|disconnecting|restarting|dropping|resetting)|again and again)\b/gi,
  },
  {
    name: 'workaround',
    pattern: /\b(?:work-?arounds?|worked around|work around|as a temporary (?:fix|solution))\b/gi,
  },
];

/** Signs of how hard a matter hits its author; advisory, each with the words that gave it away. */
export function findSeverity(text: string): (Mention & { name: Severity })[] {
  return findCues(text, CUES);
}
