/** Words in a text that say something countable. UTF-16 code units; `endOffset` is exclusive. */
export interface Mention {
  /** What was said, in one spelling: "8.0.1", "Docker", "data-loss". */
  readonly name: string;
  readonly startOffset: number;
  readonly endOffset: number;
}
