import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { breakCalls } from './defuse-text.ts';
import { type Defused, type DefusedText, ZERO_WIDTH_SPACE } from './defused.ts';
import { findLiveSpans } from './find-live-spans.ts';
import {
  type Definition,
  type MarkdownNode,
  type MarkdownParent,
  type MarkdownRoot,
  type Phrase,
  parseMarkdown,
} from './markdown-tree.ts';
import { leavesBacklink } from './permalink.ts';
import { stripHidden } from './strip-hidden.ts';

const writer = unified().use(remarkGfm).use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_' });

type Image = Extract<MarkdownNode, { type: 'image' | 'imageReference' }>;
const BLOCK_PARENTS = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

interface Context {
  readonly defused: Defused[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly trackerHosts: readonly string[];
}

/**
 * Keeps a manager's formatting and ordinary links, and takes out what acts on people or other issues: mentions,
 * references, backlinks. Images become links, and HTML is shown as it was typed.
 */
export function defuseMarkdown(
  markdown: string,
  { trackerHosts = [] }: { readonly trackerHosts?: readonly string[] } = {},
): DefusedText {
  const visible = stripHidden(markdown);
  const tree = parseMarkdown(visible.text);
  const context = { defused: [...visible.defused], definitions: findDefinitions(tree), trackerHosts };
  replaceActing(tree, context);
  defuseAllWords(tree, context);
  return { text: writer.stringify(tree).trim(), defused: context.defused };
}

function findDefinitions(tree: MarkdownRoot): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  const visit = (node: MarkdownRoot | MarkdownNode) => {
    // The first of two definitions with one name holds.
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return definitions;
}

/** First the structure, so that words which come to stand side by side are read together afterwards. */
function replaceActing(parent: MarkdownParent, context: Context): void {
  const children = parent.children.flatMap((child) => replaceNode(child, parent, context));
  parent.children = [];
  for (const child of children) {
    const last = parent.children.at(-1);
    if (last?.type === 'text' && child.type === 'text') last.value += child.value;
    else parent.children.push(child);
  }
}

function replaceNode(node: MarkdownNode, parent: MarkdownParent, context: Context): MarkdownNode[] {
  if ('children' in node) replaceActing(node, context);
  switch (node.type) {
    case 'inlineCode':
    case 'code':
      return [{ ...node, value: breakCalls(node.value) }];
    case 'html':
      return showHtml(node.value, parent, context);
    case 'image':
    case 'imageReference':
      return imageLink(node, context);
    case 'definition':
      return [];
    case 'link':
      return linkTo(node.url, node.children, context);
    case 'linkReference':
      return linkTo(context.definitions.get(node.identifier)?.url ?? '', node.children, context);
    default:
      return [node];
  }
}

function defuseAllWords(parent: MarkdownParent, context: Context): void {
  parent.children = parent.children.flatMap((child, i): MarkdownNode[] => {
    if (child.type === 'text') return defuseWords(child.value, i === 0 && parent.type === 'paragraph', context);
    if ('children' in child && !isBareLink(child)) defuseAllWords(child, context);
    return [child];
  });
}

/** An address that is its own text: inside a link no tracker looks for calls, and a changed address would not work. */
function isBareLink(node: MarkdownNode): boolean {
  if (node.type !== 'link') return false;
  const words = plainWords(node.children);
  return words === node.url || `http://${words}` === node.url || `mailto:${words}` === node.url;
}

function plainWords(children: readonly MarkdownNode[]): string {
  return children.map((child) => ('value' in child ? child.value : '')).join('');
}

function defuseWords(value: string, isParagraphStart: boolean, { defused }: Context): Phrase[] {
  const nodes: Phrase[] = [];
  let words = '';
  let end = 0;
  for (const span of findLiveSpans(value)) {
    words += value.slice(end, span.index);
    end = span.index + span.text.length;
    // What a manager writes as `:smile:` is meant to be one.
    if (span.text === ':') words += ':';
    else if (span.form === 'break') words += span.text + ZERO_WIDTH_SPACE;
    else {
      nodes.push({ type: 'text', value: words }, { type: 'inlineCode', value: breakCalls(span.text) });
      words = '';
    }
    if (span.kind) defused.push({ kind: span.kind, text: span.excerpt });
  }
  nodes.push({ type: 'text', value: words + value.slice(end) });
  return nodes
    .filter((node) => node.type !== 'text' || node.value !== '')
    .map((node, i) => (node.type === 'text' ? disarmCommands(node, i === 0 && isParagraphStart, defused) : node));
}

/** Bots read a line that starts with a slash and a word as an order, whoever wrote it. */
function disarmCommands(node: { type: 'text'; value: string }, isLineStart: boolean, defused: Defused[]): Phrase {
  const value = node.value.replace(
    /(^|\n)([ \t]*\/)(?=[A-Za-z])(\S*)/g,
    (match, start: string, slash: string, word: string) => {
      if (start === '' && !isLineStart) return match;
      defused.push({ kind: 'command', text: `/${word}` });
      return `${start}${slash}${ZERO_WIDTH_SPACE}${word}`;
    },
  );
  return { type: 'text', value };
}

function showHtml(value: string, parent: MarkdownParent, context: Context): MarkdownNode[] {
  context.defused.push({ kind: 'html', text: value.slice(0, 120) });
  const words: Phrase = { type: 'text', value };
  return BLOCK_PARENTS.has(parent.type) ? [{ type: 'paragraph', children: [words] }] : [words];
}

function imageLink(node: Image, context: Context): Phrase[] {
  const url = node.type === 'image' ? node.url : (context.definitions.get(node.identifier)?.url ?? '');
  context.defused.push({ kind: 'image', text: url || node.alt || 'image' });
  return linkTo(url, [{ type: 'text', value: node.alt || 'image' }], context);
}

function linkTo(url: string, children: Phrase[], { defused, trackerHosts }: Context): Phrase[] {
  const isReferring = leavesBacklink(url, trackerHosts);
  const link: Phrase = { type: 'link', url, children };
  if (/^(?:https?:\/\/|mailto:)/i.test(url) && URL.canParse(url) && !isReferring) return [link];
  if (url === '') return children;
  defused.push({ kind: isReferring ? 'reference' : 'link', text: url });
  const address: Phrase = { type: 'inlineCode', value: breakCalls(url) };
  if (isBareLink(link)) return [address];
  return [...children, { type: 'text', value: ' (' }, address, { type: 'text', value: ')' }];
}
