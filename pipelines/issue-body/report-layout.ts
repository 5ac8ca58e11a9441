/**
 * A report as blocks, before any tracker's own format: declared once as plain data, rendered to Markdown (and to other
 * formats from the same blocks). Every string is plain text that may hold a stranger's words; only `summary` is
 * Markdown, written by a manager.
 */
export interface ReportLayout {
  readonly title: string;
  readonly blocks: readonly LayoutBlock[];
}

export type LayoutBlock =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'summary'; readonly markdown: string }
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | { readonly type: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | QuotesBlock
  | { readonly type: 'footer'; readonly text: string; readonly link: LayoutLink | null };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface LayoutLink {
  readonly text: string;
  readonly url: string;
}

/** The only block that may be shortened to fit a tracker's limit, and then by whole quotes. */
export interface QuotesBlock {
  readonly type: 'quotes';
  /** Says whose words these are, so that neither a person nor a program takes them for instructions. */
  readonly notice: string;
  readonly quotes: readonly LayoutQuote[];
  /** Posts behind the report that are not quoted in it at all. */
  readonly unquotedCount: number;
  readonly more: LayoutLink | null;
}

export interface LayoutQuote {
  /** Exactly the words of a stored version. */
  readonly words: string;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
  /** "a member on Discord", or a name where the report shows names. */
  readonly attribution: string;
  /** Already in words, such as "3 May 2026"; null when the source does not say. */
  readonly date: string | null;
  readonly isEditedSince: boolean;
  readonly permalink: string | null;
}
