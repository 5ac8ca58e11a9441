import { type Chooses, eraseText, markOf } from './erase-text.ts';
import type { ErasedMatter } from './erased-matter.ts';
import { findErased } from './find-erased.ts';

type Node = {
  readonly type?: string;
  readonly text?: string;
  readonly content?: readonly Node[];
  readonly marks?: readonly { readonly type?: string; readonly attrs?: { readonly href?: unknown } }[];
};

/**
 * An Atlassian document, ours or as a person left it, without what was erased. Words may run on from one text node to the
 * next; links to an erased post become plain words.
 */
export function eraseAdf(node: unknown, matter: ErasedMatter, chooses: Chooses = () => true): unknown {
  if (typeof node !== 'object' || node === null || !Array.isArray((node as Node).content)) return node;
  const { content = [] } = node as Node;
  if (!content.some(({ type }) => type === 'text')) {
    return { ...node, content: content.map((child) => eraseAdf(child, matter, chooses)) };
  }
  const joined = content.map(({ type, text }) => (type === 'text' ? (text ?? '') : '\n')).join('');
  const spans = findErased(joined, matter).filter(chooses);
  let offset = 0;
  const kept = content.flatMap((child): Node[] => {
    if (child.type !== 'text') {
      offset += 1;
      return [child];
    }
    const [start, text] = [offset, child.text ?? ''];
    offset += text.length;
    let [result, from] = ['', start];
    for (const span of spans) {
      if (span.end <= start || span.start >= offset) continue;
      result += joined.slice(from, Math.max(from, span.start)) + (span.start >= start ? markOf(span) : '');
      from = Math.min(offset, span.end);
    }
    result += joined.slice(from, offset);
    // A text node without text is not valid.
    return result === '' ? [] : [dropLink({ ...child, text: result }, matter, chooses)];
  });
  return { ...node, content: kept };
}

function dropLink(node: Node, matter: ErasedMatter, chooses: Chooses): Node {
  const { marks, ...bare } = node;
  if (!marks) return node;
  const left = marks.filter(({ type, attrs }) => {
    const href = attrs?.href;
    return type !== 'link' || typeof href !== 'string' || eraseText(href, matter, chooses) === href;
  });
  return left.length > 0 ? { ...bare, marks: left } : bare;
}

/** The body of an issue in its tracker's own format. A document that cannot be read is treated as text. */
export function eraseBody(
  body: string,
  format: 'markdown' | 'adf',
  matter: ErasedMatter,
  chooses: Chooses = () => true,
): string {
  if (format === 'markdown') return eraseText(body, matter, chooses);
  try {
    return JSON.stringify(eraseAdf(JSON.parse(body), matter, chooses));
  } catch {
    return eraseText(body, matter, chooses);
  }
}
