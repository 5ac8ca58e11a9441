import { writeDate } from './write-date.ts';

/** What the comment on an issue says of later evidence; null when there is nothing to say. No member's words stand in it. */
export function writeEvidence({
  postCount,
  voiceCount,
  newPostCount,
  newVoiceCount,
  since,
  isLinked,
}: {
  readonly postCount: number;
  readonly voiceCount: number;
  readonly newPostCount: number;
  readonly newVoiceCount: number;
  readonly since: Date;
  /** The issue was there before: nothing in it says yet how many members speak of it. */
  readonly isLinked: boolean;
}): string | null {
  const total = `${count(voiceCount, 'voice')} in ${count(postCount, 'post')}`;
  if (newPostCount === 0) return isLinked && postCount > 0 ? `Members of the community report this: ${total}.` : null;
  const grown = newVoiceCount > 0 ? `+${count(newVoiceCount, 'voice')}` : `+${count(newPostCount, 'post')}`;
  return `${grown} since ${writeDate(since)}, now ${total}.`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
