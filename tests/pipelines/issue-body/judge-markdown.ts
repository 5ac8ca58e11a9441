import remarkGfm from 'remark-gfm';
import remarkGithub from 'remark-github';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm);
const github = unified().use(remarkGithub, { repository: 'octo/demo', buildUrl: (values) => `live:${values.type}` });

type Root = ReturnType<typeof parser.parse>;
type Nodes = Root | Root['children'][number];

export interface Verdict {
  /** Mentions, issue and commit references that GitHub would make of the text. */
  readonly live: readonly string[];
  readonly links: readonly string[];
  readonly images: number;
  readonly html: number;
  readonly nodes: ReadonlySet<string>;
  /** The words as a reader sees them, a line feed between blocks. */
  readonly words: string;
}

/** Reads Markdown the way GitHub does: CommonMark, GFM, then the vendor's own rules for what is a reference. */
export function judgeMarkdown(markdown: string): Verdict {
  const plain = parser.parse(markdown);
  const words = readWords(plain).replace(/\n+/g, '\n').trim();
  const links: string[] = [];
  let images = 0;
  let html = 0;
  const nodes = new Set<string>();
  walk(parser.parse(markdown), (node) => {
    nodes.add(node.type);
    if (node.type === 'link' || node.type === 'definition') links.push(node.url);
    if (node.type === 'image' || node.type === 'imageReference') images += 1;
    if (node.type === 'html') html += 1;
  });

  const live: string[] = [];
  walk(github.runSync(parser.parse(markdown)) as Root, (node) => {
    if (node.type === 'link' && node.url.startsWith('live:')) live.push(`${node.url} ${readWords(node)}`);
  });
  for (const url of links)
    if (/github\.com\/[^/]+\/[^/]+\/(issues|pull|commit|discussions|compare)\//i.test(url)) live.push(url);
  return { live, links, images, html, nodes, words };
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

function readWords(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const isBlocks = node.type === 'root' || node.type === 'blockquote';
  return node.children.map(readWords).join(isBlocks ? '\n' : '');
}
