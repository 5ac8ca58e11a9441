import type { SuggestionKind } from '#db/schema.ts';
import { countOf } from '../format.ts';
import type { IconName } from '../ui/icon.tsx';

/** What a suggestion proposes, why, and what its button does. */
export const SUGGESTION_LOOKS = {
  merge: {
    icon: 'merge',
    proposes: () => 'Merge these two',
    because: (count) =>
      count > 0
        ? `The last run found ${countOf(count, 'post')} of the second among those of the first.`
        : 'Their terms are alike.',
    button: () => 'Merge',
  },
  split: {
    icon: 'split',
    proposes: () => 'Split this one',
    because: (count) =>
      `The last run found ${countOf(count, 'post')} of it as a group of ${count === 1 ? 'its' : 'their'} own.`,
    button: (count) => `Split ${countOf(count, 'post')} off`,
  },
  move: {
    icon: 'move',
    proposes: (count) => `Move ${countOf(count, 'post')}`,
    because: (count) => `The last run found ${count === 1 ? 'it' : 'them'} among posts of the other cluster.`,
    button: (count) => `Move ${countOf(count, 'post')}`,
  },
  new: {
    icon: 'plus',
    proposes: () => 'New cluster',
    because: (count) =>
      `The last run found ${countOf(count, 'post')} of this one together with others, as something new.`,
    button: (count) => `Make a cluster of ${countOf(count, 'post')}`,
  },
} as const satisfies Record<
  SuggestionKind,
  {
    icon: IconName;
    proposes: (postCount: number) => string;
    because: (postCount: number) => string;
    button: (postCount: number) => string;
  }
>;

const STRONG = 0.6;
const FAIR = 0.35;

/** A score in a word; the number always stands beside it. */
export function nameScore(score: number): string {
  if (score >= STRONG) return 'Strong';
  return score >= FAIR ? 'Fair' : 'Weak';
}
