/** What was made harmless in a text before it goes to a tracker; the preview of a push shows it to the manager. */
export const DEFUSED_KINDS = [
  'mention',
  'reference',
  'closing-keyword',
  'commit',
  'link',
  'image',
  'html',
  'command',
  'hidden-text',
  'text-direction',
] as const;
export type DefusedKind = (typeof DEFUSED_KINDS)[number];

export interface Defused {
  readonly kind: DefusedKind;
  /** The words as they were written; for hidden text what it spells, or its code points. */
  readonly text: string;
}

/** A text that is safe in a tracker's field, and what had to be done for it. */
export interface DefusedText {
  readonly text: string;
  readonly defused: readonly Defused[];
}

/** Invisible in every font, and enough to keep a tracker from reading `@name` or `#12` as a call. */
export const ZERO_WIDTH_SPACE = '\u200B';
