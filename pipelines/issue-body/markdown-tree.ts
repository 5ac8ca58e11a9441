import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const reader = unified().use(remarkParse).use(remarkGfm);

export type MarkdownRoot = ReturnType<typeof reader.parse>;
export type MarkdownNode = MarkdownRoot['children'][number];
export type Phrase = Extract<MarkdownNode, { type: 'paragraph' }>['children'][number];
export type Definition = Extract<MarkdownNode, { type: 'definition' }>;
export type MarkdownParent = { type: string; children: MarkdownNode[] };

/** Reads CommonMark with GitHub's extensions. */
export function parseMarkdown(markdown: string): MarkdownRoot {
  return reader.parse(markdown);
}
