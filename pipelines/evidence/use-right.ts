/** Whether a member's words may be used outside; `expired` and `not-asked` follow from what was recorded. */
export const USE_STATES = ['not-asked', 'asked', 'granted', 'expired', 'declined', 'revoked'] as const;
export type UseState = (typeof USE_STATES)[number];

export interface UseRight {
  readonly state: UseState;
  /** Where the words may be used, as agreed; empty unless granted. */
  readonly scope: string;
  /** How the member wants to be named, as agreed; empty for unnamed. */
  readonly wording: string;
  readonly expiresAt: Date | null;
}

export const NOT_ASKED: UseRight = { state: 'not-asked', scope: '', wording: '', expiresAt: null };

/** What was recorded last, as it stands at a time. */
export function readUseRight(
  consent:
    | (Omit<UseRight, 'state'> & { readonly state: Exclude<UseState, 'not-asked' | 'expired'> | 'not_asked' })
    | null,
  now: Date,
): UseRight {
  if (consent === null) return NOT_ASKED;
  const { scope, wording, expiresAt } = consent;
  if (consent.state !== 'granted')
    return { ...NOT_ASKED, state: consent.state === 'not_asked' ? 'not-asked' : consent.state };
  const state = expiresAt !== null && expiresAt <= now ? 'expired' : 'granted';
  return { state, scope, wording, expiresAt };
}

/** A member who took the permission back, or refused it to marketing, is not quoted. */
export function isQuotable({ state }: UseRight, audience: 'product' | 'marketing'): boolean {
  return state !== 'revoked' && !(audience === 'marketing' && state === 'declined');
}

const WARNINGS: Readonly<Record<Exclude<UseState, 'granted'>, string>> = {
  'not-asked': 'Not cleared: nobody has asked the member',
  asked: 'Not cleared: the member was asked and has not answered',
  expired: 'Not cleared: the permission has expired',
  declined: 'Not cleared: the member declined',
  revoked: 'Not cleared: the member took the permission back',
};

/** What has to stand beside words that may not leave the house; null for those that may. */
export function warnOfUse({ state }: UseRight): string | null {
  return state === 'granted' ? null : WARNINGS[state];
}
