import { type Cue, findCues } from './cues.ts';
import type { Mention } from './mention.ts';

export const DISAGREEMENTS = ['works-for-me', 'works-fine', 'never-had-it', 'fine-as-it-is', 'solved'] as const;
export type Disagreement = (typeof DISAGREEMENTS)[number];

const CUES: readonly Cue<Disagreement>[] = [
  {
    name: 'works-for-me',
    pattern:
      /\b(?:work(?:s|ed|ing)? (?:(?:just |perfectly |absolutely |totally |really )?(?:fine|well|great|perfectly|flawlessly|ok(?:ay)?) )?(?:for me|for us|here|(?:on|in) (?:my|our) (?:side|end|machine|phone|case|setup|house|home))|no (?:problems?|issues?|trouble) (?:here|for me|on my)|(?:can(?:no|['’]?)t|could ?n['’]?t|unable to) reproduce)\b/gi,
  },
  {
    name: 'works-fine',
    pattern:
      /\b(?:works?|working|runs?|running) (?:just |perfectly |absolutely |totally |really )?(?:fine|well|great|perfectly|flawlessly|without (?:any )?(?:problems?|issues?))\b/gi,
  },
  {
    name: 'never-had-it',
    pattern:
      /\b(?:never (?:had|seen|experienced|encountered) (?:this|that|an?|any|such)(?: single)? (?:problems?|issues?|trouble|errors?|bug|behaviou?r|delay)|never happened to (?:me|us)|(?:do|did)(?: not|n['’]?t) (?:have|see|experience|get) (?:this|that|the same) (?:problem|issue|error|behaviou?r|bug|delay))\b/gi,
  },
  {
    name: 'fine-as-it-is',
    pattern:
      /\b(?:(?:like|love|prefer) (?:it )?(?:the way it is|as it is|how it is|the current)|(?:happy|fine|okay|satisfied) with (?:it|this|the (?:way|current))|please (?:do(?: not|n['’]?t)) (?:change|remove|add)|I disagree|(?:do not|don['’]?t) agree|not (?:a |really a )?(?:bug|problem) (?:at all|for me))\b/gi,
  },
  {
    name: 'solved',
    pattern:
      /\b(?:(?:that|this|it) (?:fixed|solved|resolved) (?:it|the|my|this)|(?:fixed|solved|resolved) (?:it|my|the (?:problem|issue)) (?:by|with|after)|(?:is|was|been|got) (?:fixed|solved|resolved)(?: now| in| with| by)|works now|working now|problem (?:is )?solved|upgrading (?:fixed|solved|helped))\b/gi,
  },
];
/** "JSON works fine, only CSV fails" complains: that something works says nothing where the same post names a fault. */
const FAULT = /\?|\b(?:but|however|only|except|unless|although|though|fail\w*|errors?|problem|issue|broken|wrong)\b/i;

/** Words that say it works, never happened, was solved or is fine as it is; each with what gave it away. */
export function findDisagreement(text: string): (Mention & { name: Disagreement })[] {
  const found = findCues(text, CUES);
  const isMore = found.some(({ name }) => name === 'works-for-me');
  return isMore || FAULT.test(text) ? found.filter(({ name }) => name !== 'works-fine') : found;
}
