import type { LikelyIssue } from './tracker.ts';

const OFFERED = 5;

/** Those first whose title has most of the words; the tracker's own order decides between equals. */
export function rankLikely(issues: readonly LikelyIssue[], words: readonly string[]): LikelyIssue[] {
  const score = ({ title }: LikelyIssue) => {
    const lower = title.toLowerCase();
    return words.filter((word) => lower.includes(word.toLowerCase())).length;
  };
  return [...issues].sort((a, b) => score(b) - score(a)).slice(0, OFFERED);
}
