import { type MarkdownNode, type MarkdownRoot, type Phrase, parseMarkdown } from './markdown-tree.ts';
import type { RichBlock, RichInline, TextMark } from './rich-text.ts';
import { stripHidden } from './strip-hidden.ts';

type Look = { readonly marks: readonly TextMark[]; readonly url: string | null };
type Addresses = ReadonlyMap<string, string>;
type List = Extract<MarkdownNode, { type: 'list' }>;

const PLAIN: Look = { marks: [], url: null };

/** Reads a manager's Markdown (CommonMark, GFM). Images become links; HTML is shown as it was typed. */
export function readRichText(markdown: string): RichBlock[] {
  const tree = parseMarkdown(stripHidden(markdown).text);
  return readBlocks(tree.children, findAddresses(tree));
}

function findAddresses(tree: MarkdownRoot): Map<string, string> {
  const addresses = new Map<string, string>();
  const visit = (node: MarkdownRoot | MarkdownNode) => {
    // The first of two definitions with one name holds.
    if (node.type === 'definition' && !addresses.has(node.identifier)) addresses.set(node.identifier, node.url);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return addresses;
}

function readBlocks(nodes: readonly MarkdownNode[], addresses: Addresses): RichBlock[] {
  return nodes.flatMap((node) => readBlock(node, addresses));
}

function readBlock(node: MarkdownNode, addresses: Addresses): RichBlock[] {
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', content: readInlines(node.children, PLAIN, addresses) }];
    case 'heading':
      return [{ type: 'heading', level: node.depth, content: readInlines(node.children, PLAIN, addresses) }];
    case 'list':
      return [readList(node, addresses)];
    case 'blockquote':
      return [{ type: 'quote', blocks: readBlocks(node.children, addresses) }];
    case 'code':
      return [{ type: 'code', text: node.value }];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'html':
      return [{ type: 'paragraph', content: [{ type: 'text', text: node.value, ...PLAIN }] }];
    case 'table': {
      const rows = node.children.map((row) => row.children.map((cell) => readInlines(cell.children, PLAIN, addresses)));
      return [{ type: 'table', rows }];
    }
    case 'footnoteDefinition':
      return readBlocks(node.children, addresses);
    default:
      return [];
  }
}

function readList(node: List, addresses: Addresses): RichBlock {
  const items = node.children.map((item) => {
    const blocks = readBlocks(item.children, addresses);
    if (typeof item.checked !== 'boolean') return blocks;
    const box: RichInline = { type: 'text', text: item.checked ? '☑ ' : '☐ ', ...PLAIN };
    const [first, ...rest] = blocks;
    if (first?.type !== 'paragraph') return [{ type: 'paragraph' as const, content: [box] }, ...blocks];
    return [{ ...first, content: [box, ...first.content] }, ...rest];
  });
  return { type: 'list', isOrdered: node.ordered === true, start: node.start ?? 1, items };
}

function readInlines(nodes: readonly Phrase[], look: Look, addresses: Addresses): RichInline[] {
  return nodes.flatMap((node) => readInline(node, look, addresses));
}

function readInline(node: Phrase, look: Look, addresses: Addresses): RichInline[] {
  switch (node.type) {
    case 'text':
      return readLines(node.value, look);
    case 'strong':
      return readInlines(node.children, mark(look, 'strong'), addresses);
    case 'emphasis':
      return readInlines(node.children, mark(look, 'em'), addresses);
    case 'delete':
      return readInlines(node.children, mark(look, 'strike'), addresses);
    case 'inlineCode':
      return [{ type: 'text', text: node.value, ...mark(look, 'code') }];
    case 'break':
      return [{ type: 'break' }];
    case 'html':
      return readLines(node.value, look);
    case 'link':
      return readLink(node.url, readInlines(node.children, look, addresses), look);
    case 'linkReference': {
      const url = addresses.get(node.identifier) ?? '';
      return readLink(url, readInlines(node.children, look, addresses), look);
    }
    case 'image':
      return readLink(node.url, readLines(node.alt || 'image', look), look);
    case 'imageReference':
      return readLink(addresses.get(node.identifier) ?? '', readLines(node.alt || 'image', look), look);
    case 'footnoteReference':
      return readLines(`[^${node.label ?? node.identifier}]`, look);
    default:
      return [];
  }
}

function mark(look: Look, added: TextMark): Look {
  return look.marks.includes(added) ? look : { ...look, marks: [...look.marks, added] };
}

/** Trackers show a line feed within a paragraph as a new line, and so does the page. */
function readLines(text: string, look: Look): RichInline[] {
  return text.split('\n').flatMap((line, i): RichInline[] => {
    const words: RichInline[] = line === '' ? [] : [{ type: 'text', text: line, ...look }];
    return i === 0 ? words : [{ type: 'break' }, ...words];
  });
}

/** An address that nobody should follow stands beside its words, as words. */
function readLink(url: string, content: readonly RichInline[], look: Look): RichInline[] {
  const isSafe = /^(?:https?:\/\/|mailto:)/i.test(url) && URL.canParse(url);
  if (isSafe) return content.map((part) => (part.type === 'text' ? { ...part, url } : part));
  if (url === '') return [...content];
  return [...content, { type: 'text', text: ` (${url})`, ...look }];
}
