import type { RichBlock } from './rich-text.ts';

/**
 * A report as blocks, before any reader's own format: declared once as plain data, rendered to a page, to Markdown and
 * to Atlassian's document format from the same blocks. Every string is plain text that may hold a stranger's words; only
 * `summary` is Markdown, written by a manager.
 */
export interface ReportLayout {
  readonly title: string;
  readonly blocks: readonly LayoutBlock[];
}

export type LayoutBlock =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | SummaryBlock
  | { readonly type: 'facts'; readonly facts: readonly Fact[] }
  | TableBlock
  | ChartBlock
  | QuotesBlock
  | { readonly type: 'footer'; readonly text: string; readonly link: LayoutLink | null };

export interface SummaryBlock {
  readonly type: 'summary';
  /** As the manager wrote it, with citations turned into links. */
  readonly markdown: string;
  /** The same, read; images are links and HTML is words. */
  readonly content: readonly RichBlock[];
}

export interface TableBlock {
  readonly type: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly LayoutCell[])[];
}

export type LayoutCell = string | LayoutLink;

/** Bars in the order of time. */
export interface ChartBlock {
  readonly type: 'chart';
  readonly caption: string;
  /** What one bar covers ("Week of", "Month") and what is counted ("Voices"). */
  readonly columns: readonly [period: string, measure: string];
  readonly points: readonly { readonly label: string; readonly value: number }[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** To the list behind a number. */
  readonly link?: LayoutLink;
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
  /** What a reader must know before using the words, "Not cleared: ask the member first"; null when nothing. */
  readonly warning?: string | null;
  readonly permalink: string | null;
}
