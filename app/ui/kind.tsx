import { clsx } from 'clsx';
import type { Kind } from '#db/schema.ts';
import { Icon } from './icon.tsx';

export const KIND_LOOKS = {
  complaint: { label: 'Complaint', plural: 'Complaints', text: 'text-complaint', fill: 'fill-complaint' },
  wish: { label: 'Wish', plural: 'Wishes', text: 'text-wish', fill: 'fill-wish' },
  question: { label: 'Question', plural: 'Questions', text: 'text-question', fill: 'fill-question' },
  praise: { label: 'Praise', plural: 'Praise', text: 'text-praise', fill: 'fill-praise' },
  use_case: { label: 'Use case', plural: 'Use cases', text: 'text-use-case', fill: 'fill-use-case' },
  other: { label: 'Other', plural: 'Other', text: 'text-other', fill: 'fill-other' },
} as const satisfies Record<Kind, { label: string; plural: string; text: string; fill: string }>;
export const KIND_NAMES = Object.keys(KIND_LOOKS) as readonly Kind[];

/** What a post or cluster is: an icon and the word; the colour only repeats them. */
export function KindChip({ kind, className }: { kind: Kind; className?: string }) {
  const { label, text } = KIND_LOOKS[kind];
  return (
    <span className={clsx('inline-flex items-center gap-1 text-xs font-medium whitespace-nowrap', text, className)}>
      <Icon name={kind} size={14} />
      {label}
    </span>
  );
}
