import type { ReactNode } from 'react';
import type { AdfBlock, AdfDocument, AdfInline, AdfItemBlock } from '#pipelines/issue-body/adf.ts';

/** A document as Jira will show it, near enough to judge what is sent: the same words, links and order. */
export function AdfPreview({ body }: { body: string }) {
  const document = JSON.parse(body) as AdfDocument;
  return <div className="space-y-3 px-4 py-3">{document.content.map(drawBlock)}</div>;
}

function drawBlock(block: AdfBlock | AdfItemBlock, key: number): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return <p key={key}>{block.content.map(drawInline)}</p>;
    case 'heading':
      return (
        <p key={key} className="pt-1 font-semibold">
          {block.content.map(drawInline)}
        </p>
      );
    case 'bulletList':
    case 'orderedList': {
      const List = block.type === 'bulletList' ? 'ul' : 'ol';
      return (
        <List key={key} className={block.type === 'bulletList' ? 'list-disc pl-5' : 'list-decimal pl-5'}>
          {block.content.map((item, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a document that never changes
            <li key={i}>{item.content.map(drawBlock)}</li>
          ))}
        </List>
      );
    }
    case 'blockquote':
      return (
        <blockquote key={key} className="space-y-2 border-l-2 border-line pl-3">
          {block.content.map(drawBlock)}
        </blockquote>
      );
    case 'codeBlock':
      return (
        <pre key={key} className="overflow-x-auto rounded bg-sunken px-3 py-2 font-mono text-xs">
          {block.content.map(({ text }) => text).join('')}
        </pre>
      );
    case 'rule':
      return <hr key={key} className="border-line" />;
    case 'table':
      return (
        <table key={key} className="w-full text-left text-xs">
          <tbody>
            {block.content.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a document that never changes
              <tr key={i} className="border-b border-line">
                {row.content.map((cell, j) => {
                  // A bar has no heading, and a heading without words is none.
                  const isHeading =
                    cell.type === 'tableHeader' && cell.content.some(({ content }) => content.length > 0);
                  const Cell = isHeading ? 'th' : 'td';
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a document that never changes
                    <Cell key={j} className="py-1 pr-3 font-normal">
                      {cell.content.flatMap((paragraph) => paragraph.content.map(drawInline))}
                    </Cell>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function drawInline(inline: AdfInline, key: number): ReactNode {
  if (inline.type === 'hardBreak') return <br key={key} />;
  let drawn: ReactNode = inline.text;
  for (const mark of inline.marks ?? []) {
    if (mark.type === 'strong') drawn = <strong>{drawn}</strong>;
    else if (mark.type === 'em') drawn = <em>{drawn}</em>;
    else if (mark.type === 'code') drawn = <code className="font-mono text-xs">{drawn}</code>;
    else if (mark.type === 'strike') drawn = <s>{drawn}</s>;
    else if (mark.type === 'link') {
      drawn = (
        <a href={mark.attrs.href} target="_blank" rel="noreferrer" className="text-accent underline">
          {drawn}
        </a>
      );
    }
  }
  return <span key={key}>{drawn}</span>;
}
