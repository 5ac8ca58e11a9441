import type { AdfBlock, AdfCell, AdfInline, AdfItemBlock, AdfMark, AdfParagraph } from './adf.ts';
import { inlineWords, type RichBlock, type RichInline } from './rich-text.ts';

type IsSafe = (url: string) => boolean;

/** @param isSafe whether an address may be a link; others stand as words. */
export function richTextToAdf(blocks: readonly RichBlock[], isSafe: IsSafe): AdfBlock[] {
  return blocks.flatMap((block): AdfBlock[] => {
    switch (block.type) {
      case 'heading':
        return [{ type: 'heading', attrs: { level: block.level }, content: toInlines(block.content, isSafe) }];
      case 'quote': {
        const content = toItemBlocks(block.blocks, isSafe);
        return content.length > 0 ? [{ type: 'blockquote', content }] : [];
      }
      case 'rule':
        return [{ type: 'rule' }];
      case 'table':
        return [
          toTable(
            block.rows.map((cells) => cells.map((cell) => toInlines(cell, isSafe))),
            { hasHead: true },
          ),
        ];
      default:
        return toItemBlocks([block], isSafe);
    }
  });
}

export function toTable(
  rows: readonly (readonly (readonly AdfInline[])[])[],
  { hasHead }: { hasHead: boolean },
): AdfBlock {
  const content = rows.map((cells, i) => ({
    type: 'tableRow' as const,
    content: cells.map(
      (cell): AdfCell => ({
        type: hasHead && i === 0 ? 'tableHeader' : 'tableCell',
        attrs: {},
        content: [{ type: 'paragraph', content: cell }],
      }),
    ),
  }));
  return { type: 'table', attrs: { isNumberColumnEnabled: false, layout: 'default' }, content };
}

/** Quotes and list items hold neither headings, rules, tables nor quotes in this format: their words become paragraphs. */
function toItemBlocks(blocks: readonly RichBlock[], isSafe: IsSafe): AdfItemBlock[] {
  return blocks.flatMap((block) => toItemBlock(block, isSafe));
}

function toItemBlock(block: RichBlock, isSafe: IsSafe): AdfItemBlock[] {
  switch (block.type) {
    case 'paragraph':
      return [{ type: 'paragraph', content: toInlines(block.content, isSafe) }];
    case 'heading': {
      const bold = block.content.map((part) => (part.type === 'text' ? embolden(part) : part));
      return [{ type: 'paragraph', content: toInlines(bold, isSafe) }];
    }
    case 'list': {
      const content = block.items.map((item) => ({
        type: 'listItem' as const,
        content: startWithParagraph(toItemBlocks(item, isSafe)),
      }));
      if (content.length === 0) return [];
      return [
        block.isOrdered
          ? { type: 'orderedList', attrs: { order: block.start }, content }
          : { type: 'bulletList', content },
      ];
    }
    case 'code':
      return [{ type: 'codeBlock', content: block.text === '' ? [] : [{ type: 'text', text: block.text }] }];
    case 'quote':
      return toItemBlocks(block.blocks, isSafe);
    case 'rule':
      return [];
    case 'table':
      return block.rows.map((cells) => paragraphOf(cells.map(inlineWords).join(' | ')));
  }
}

function startWithParagraph(blocks: readonly AdfItemBlock[]): AdfItemBlock[] {
  return blocks[0]?.type === 'paragraph' ? [...blocks] : [{ type: 'paragraph', content: [] }, ...blocks];
}

function embolden(part: Extract<RichInline, { type: 'text' }>): RichInline {
  return part.marks.includes('strong') ? part : { ...part, marks: [...part.marks, 'strong'] };
}

function paragraphOf(text: string): AdfParagraph {
  return { type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] };
}

function toInlines(content: readonly RichInline[], isSafe: IsSafe): AdfInline[] {
  return content.flatMap((part): AdfInline[] => {
    if (part.type === 'break') return [{ type: 'hardBreak' }];
    if (part.text === '') return [];
    // Code goes with a link and with no other look.
    const looks = part.marks.includes('code') ? part.marks.filter((mark) => mark === 'code') : part.marks;
    const marks: AdfMark[] = looks.map((type) => ({ type }));
    const isLink = part.url !== null && isSafe(part.url);
    if (isLink) marks.push({ type: 'link', attrs: { href: part.url ?? '' } });
    const isHidden = part.url !== null && !isLink && part.url !== part.text;
    const text = isHidden ? `${part.text} (${part.url})` : part.text;
    return [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }];
  });
}
