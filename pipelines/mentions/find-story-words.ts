import { type Cue, findCues } from './cues.ts';
import type { Mention } from './mention.ts';

export const STORY_WORDS = ['who', 'how', 'outcome'] as const;
export type StoryWord = (typeof STORY_WORDS)[number];

const CUES: readonly Cue<StoryWord>[] = [
  {
    name: 'who',
    pattern:
      /\b(?:(?:I['’]?m|I am|we['’]re|we are) (?:an? |the )(?!bit|little|lot|few|big fan|huge fan|newbie|new user|beginner|total|complete|fan|member|user|moderator)(?:[\w-]+ ){0,3}?(?:teacher|student|developer|engineer|designer|analyst|scientist|manager|founder|owner|photographer|writer|researcher|nurse|doctor|librarian|musician|artist|consultant|freelancer|marketer|accountant|lawyer|parent|mother|father|volunteer|hobbyist|trainer|coach|therapist|traveller|traveler|retiree|couple|family|team|company|agency|startup|start-up|school|university|non-?profit|charity|NGO|shop|store|business|studio|club|group|organi[sz]ation|hospital|clinic|farm|church|band|library)s?\b|(?:in|at|for) (?:my|our) (?:team|company|school|class(?:room)?|office|agency|startup|clinic|shop|studio|club|department|organi[sz]ation|lab|library|church|family)\b|as an? (?:teacher|student|developer|engineer|designer|analyst|scientist|manager|founder|photographer|writer|researcher|nurse|doctor|librarian|musician|artist|consultant|freelancer|parent|volunteer|hobbyist|trainer|coach|therapist)\b)/gi,
  },
  {
    name: 'how',
    pattern:
      /\b(?:(?:I|we)(?: (?:also|mostly|mainly|now|actually|just|currently|even))? (?:use|built|set up)\b|(?:I['’]m|we['’]re|I['’]ve been|we['’]ve been|I am|we are|have been) using\b|my (?:setup|workflow|trick|system|routine)\b|what (?:I|we) do is\b|here['’]s how\b)/gi,
  },
  {
    name: 'outcome',
    pattern:
      /\b(?:saves? (?:me|us|hours|a lot of time)|saved (?:me|us|my|our|hours|a lot)|(?:makes?|made) (?:it|my|our|life|things|everything)[^.!?\n]{0,24}? (?:easier|faster|better|quicker|simpler|cheaper)|replaced (?:my|our)|no longer (?:need|have) to|helps (?:me|us)|helped (?:me|us|my|our)|(?:cut|reduced|doubled|tripled|halved) (?:my|our)|(?:my|our|the) (?:team|class|kids|students|boss|customers|clients|family) (?:loves?|loved|enjoys?|enjoyed)|game[ -]?changer|works (?:great|like a charm|beautifully|really well|perfectly))\b/gi,
  },
];

/** Where a member says who they are, how they do it and what came of it. */
export function findStoryWords(text: string): (Mention & { name: StoryWord })[] {
  return findCues(text, CUES);
}
