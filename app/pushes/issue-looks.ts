import type { IssueStatus } from '#db/schema.ts';
import type { IconName } from '../ui/icon.tsx';

/** What each state of an issue is called. Honest to the outcome: only `completed` ever reads as done. */
export const ISSUE_STATUSES: Record<
  IssueStatus,
  { label: string; icon: IconName; tone: 'neutral' | 'accent' | 'success' | 'warning' | 'danger' }
> = {
  open: { label: 'Open', icon: 'clock', tone: 'accent' },
  completed: { label: 'Completed', icon: 'check', tone: 'success' },
  not_planned: { label: 'Not planned', icon: 'close', tone: 'neutral' },
  duplicate: { label: 'Duplicate', icon: 'close', tone: 'neutral' },
  lost: { label: 'Lost', icon: 'warning', tone: 'danger' },
};
