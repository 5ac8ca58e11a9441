import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import type { AdfDocument } from '#pipelines/issue-body/adf.ts';
import { findShared } from '../../shared-material.ts';

const schema = findShared('contracts/adf.full.schema.json');

/** Atlassian's own schema says what a document may be. Null where the schema is absent; else the faults it finds. */
export const judgeAdf = schema === null ? null : createJudge(schema);

function createJudge(file: string): (document: AdfDocument) => string[] {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(file, 'utf8')));
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

export interface AdfReading {
  /** Of each top block, the words as a reader sees them. */
  readonly words: readonly string[];
  readonly links: readonly string[];
  readonly nodes: ReadonlySet<string>;
}

type Node = {
  type: string;
  text?: string;
  content?: readonly Node[];
  marks?: readonly { type: string; attrs?: { href: string } }[];
};

/** What stands in a document, whatever built it. */
export function readAdf(document: AdfDocument): AdfReading {
  const links: string[] = [];
  const nodes = new Set<string>();
  const wordsOf = (node: Node): string => {
    nodes.add(node.type);
    for (const { type, attrs } of node.marks ?? []) if (type === 'link' && attrs) links.push(attrs.href);
    if (node.type === 'hardBreak') return '\n';
    const isInline = node.type === 'paragraph' || node.type === 'heading' || node.type === 'codeBlock';
    return node.text ?? (node.content ?? []).map(wordsOf).join(isInline ? '' : '\n');
  };
  return { words: (document.content as readonly Node[]).map(wordsOf), links, nodes };
}
