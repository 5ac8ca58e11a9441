import { Fragment, type ReactNode } from 'react';
import type { RichBlock, RichInline, TextMark } from '#pipelines/issue-body/rich-text.ts';

const HEADING = 'mt-6 mb-1.5 text-base font-semibold break-after-avoid first:mt-0';

/** A manager's words with their formatting; links open beside the report. */
export function RichTextView({ blocks }: { blocks: readonly RichBlock[] }) {
  return (
    <>
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is drawn once and never reordered
        <Block key={i} block={block} />
      ))}
    </>
  );
}

function Block({ block }: { block: RichBlock }): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p className="mb-2.5">
          <Inlines content={block.content} />
        </p>
      );
    case 'heading':
      return (
        <h2 className={HEADING}>
          <Inlines content={block.content} />
        </h2>
      );
    case 'list': {
      const items = block.items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once and never reordered
        <li key={i}>
          <RichTextView blocks={item} />
        </li>
      ));
      return block.isOrdered ? (
        <ol start={block.start} className="mb-2.5 list-decimal pl-5 [&_p]:mb-1">
          {items}
        </ol>
      ) : (
        <ul className="mb-2.5 list-disc pl-5 [&_p]:mb-1">{items}</ul>
      );
    }
    case 'quote':
      return (
        <blockquote className="mb-2.5 border-l-2 border-line-strong pl-3 text-muted">
          <RichTextView blocks={block.blocks} />
        </blockquote>
      );
    case 'code':
      return (
        <pre className="mb-2.5 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">
          {block.text}
        </pre>
      );
    case 'rule':
      return <hr className="my-4 border-line" />;
    case 'table':
      return (
        <table className="mb-3 w-full text-left">
          <tbody>
            {block.rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: drawn once and never reordered
              <tr key={row} className="border-b border-line">
                {cells.map((cell, i) => {
                  const Cell = row === 0 && cell.length > 0 ? 'th' : 'td';
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: drawn once and never reordered
                    <Cell key={i} className="py-1 pr-4 align-top">
                      <Inlines content={cell} />
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

const TAGS = { strong: 'strong', em: 'em', strike: 's', code: 'code' } as const;

function Inlines({ content }: { content: readonly RichInline[] }) {
  return (
    <>
      {content.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once and never reordered
        <Fragment key={i}>{part.type === 'break' ? <br /> : <Words part={part} />}</Fragment>
      ))}
    </>
  );
}

function Words({ part }: { part: Extract<RichInline, { type: 'text' }> }): ReactNode {
  const styled = <Marked text={part.text} marks={part.marks} />;
  if (part.url === null) return styled;
  const citation = /^\[(\d+)\]$/.exec(part.text);
  if (!citation) {
    return (
      <a href={part.url} rel="noreferrer" className="text-accent underline">
        {styled}
      </a>
    );
  }
  return (
    <a
      href={part.url}
      className="-mx-0.5 rounded px-0.5 align-[0.35em] text-2xs leading-none text-accent hover:underline"
      title="The posts behind this sentence"
    >
      {styled}
    </a>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly TextMark[] }): ReactNode {
  const [mark, ...rest] = marks;
  if (mark === undefined) return text;
  const Tag = TAGS[mark];
  return (
    <Tag className={mark === 'strong' ? 'font-semibold' : undefined}>
      <Marked text={text} marks={rest} />
    </Tag>
  );
}
