export const TEXT_MARKS = ['strong', 'em', 'strike', 'code'] as const;
export type TextMark = (typeof TEXT_MARKS)[number];

/** A run of words in one look, or a line break. Addresses are `http`, `https` or `mailto` and nothing else. */
export type RichInline =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly marks: readonly TextMark[];
      readonly url: string | null;
    }
  | { readonly type: 'break' };

/** What a manager's Markdown comes to: no images, no HTML, no scripts. */
export type RichBlock =
  | { readonly type: 'paragraph'; readonly content: readonly RichInline[] }
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly RichInline[] }
  | {
      readonly type: 'list';
      readonly isOrdered: boolean;
      readonly start: number;
      readonly items: readonly (readonly RichBlock[])[];
    }
  | { readonly type: 'quote'; readonly blocks: readonly RichBlock[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'rule' }
  | { readonly type: 'table'; readonly rows: readonly (readonly (readonly RichInline[])[])[] };

/** The words alone, as a reader sees them: a line feed between blocks and at line breaks. */
export function plainWords(blocks: readonly RichBlock[]): string {
  return blocks.map(blockWords).join('\n');
}

function blockWords(block: RichBlock): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineWords(block.content);
    case 'list':
      return block.items.map(plainWords).join('\n');
    case 'quote':
      return plainWords(block.blocks);
    case 'code':
      return block.text;
    case 'rule':
      return '';
    case 'table':
      return block.rows.map((cells) => cells.map(inlineWords).join(' | ')).join('\n');
  }
}

export function inlineWords(content: readonly RichInline[]): string {
  return content.map((part) => (part.type === 'break' ? '\n' : part.text)).join('');
}
