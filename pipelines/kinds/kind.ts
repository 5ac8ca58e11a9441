/** What a post does. `other` is what none of the five fits. */
export const KINDS = ['complaint', 'wish', 'question', 'praise', 'use_case', 'other'] as const;
export type Kind = (typeof KINDS)[number];
/** The kinds that cues speak for. */
export const TOLD_KINDS = ['complaint', 'wish', 'question', 'praise', 'use_case'] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];
