import type { PushStatus } from '#db/schema.ts';
import type { IconName } from '../ui/icon.tsx';

/** What each state of a push is called, and what it means for the reader. */
export const PUSH_STATUSES: Record<
  PushStatus,
  { label: string; icon: IconName; tone: 'neutral' | 'accent' | 'success' | 'warning' | 'danger'; means: string }
> = {
  pending: { label: 'Waiting', icon: 'clock', tone: 'neutral', means: 'Waits for its turn; nothing was sent yet.' },
  sending: { label: 'Sending', icon: 'send', tone: 'accent', means: 'Is on its way to the tracker.' },
  unknown: {
    label: 'Not known yet',
    icon: 'question',
    tone: 'warning',
    means: 'The tracker’s answer was lost. Refrain looks for the issue there before anything is sent again.',
  },
  created: { label: 'Issue', icon: 'check', tone: 'success', means: 'Arrived: there is one issue.' },
  failed: { label: 'Failed', icon: 'warning', tone: 'danger', means: 'No issue was made.' },
  cancelled: { label: 'Cancelled', icon: 'close', tone: 'neutral', means: 'No issue was made.' },
};

/** Whether the page is worth reading again by itself: something is going to change. */
export function isOnItsWay({ status, isUnderWay }: { status: PushStatus; isUnderWay: boolean }): boolean {
  return isUnderWay && (status === 'pending' || status === 'sending' || status === 'unknown');
}
