/** A post as the pipeline reads it. Text is plain or Markdown; nothing but features is made from it. */
export type EnginePost = {
  readonly id: string;
  readonly text: string;
  readonly title?: string | null;
  readonly authorId?: string | null;
  /** Epoch milliseconds of when the post was written. */
  readonly at?: number | null;
  readonly thread?: string | null;
  readonly isStaff?: boolean;
  readonly isBot?: boolean;
  /** ISO 639-1, when the caller knows it; otherwise it is told from script and function words. */
  readonly language?: string | null;
};
