/**
 * The part of Atlassian's document format that reports use.
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfBlock[];
}

export type AdfMark =
  | { readonly type: 'strong' | 'em' | 'strike' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

export type AdfInline =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly AdfMark[] }
  | { readonly type: 'hardBreak' };

export type AdfParagraph = { readonly type: 'paragraph'; readonly content: readonly AdfInline[] };
export type AdfList = {
  readonly type: 'bulletList' | 'orderedList';
  readonly attrs?: { readonly order: number };
  readonly content: readonly { readonly type: 'listItem'; readonly content: readonly AdfItemBlock[] }[];
};
export type AdfCode = {
  readonly type: 'codeBlock';
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
};
/** What may stand within list items and quotes: no headings, rules, tables or quotes. */
export type AdfItemBlock = AdfParagraph | AdfList | AdfCode;
export type AdfCell = {
  readonly type: 'tableHeader' | 'tableCell';
  readonly attrs: Readonly<Record<string, never>>;
  readonly content: readonly AdfParagraph[];
};

export type AdfBlock =
  | AdfItemBlock
  | { readonly type: 'heading'; readonly attrs: { readonly level: number }; readonly content: readonly AdfInline[] }
  | { readonly type: 'blockquote'; readonly content: readonly AdfItemBlock[] }
  | { readonly type: 'rule' }
  | {
      readonly type: 'table';
      readonly attrs: { readonly isNumberColumnEnabled: false; readonly layout: 'default' };
      readonly content: readonly { readonly type: 'tableRow'; readonly content: readonly AdfCell[] }[];
    };

type AdfNode = AdfDocument | AdfBlock | AdfInline | AdfCell | { readonly content: readonly AdfNode[] };

/**
 * How long Jira takes a document to be. It counts the text that it converts the document to, so every address counts
 * beside its words, and every node as the signs that stand for it there.
 */
export function measureAdf(node: AdfNode): number {
  const signs = 4;
  if ('text' in node) {
    const hrefs = (node.marks ?? []).map((mark) => (mark.type === 'link' ? mark.attrs.href.length + signs : signs));
    return node.text.length + hrefs.reduce((sum, length) => sum + length, 0);
  }
  if (!('content' in node)) return signs;
  return node.content.reduce((sum, child) => sum + measureAdf(child), signs);
}
