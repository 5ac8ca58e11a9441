import { isLongQuote } from '#pipelines/issue-body/is-long-quote.ts';
import type {
  ChartBlock,
  LayoutBlock,
  LayoutCell,
  LayoutLink,
  LayoutQuote,
  QuotesBlock,
  ReportLayout,
  TableBlock,
} from '#pipelines/issue-body/report-layout.ts';
import { countOf } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { RichTextView } from './rich-text-view.tsx';

/** A report's layout as a page: the same facts, quotes and links as its Markdown and its Jira document. */
export function LayoutView({ layout, isGuarded }: { layout: ReportLayout; isGuarded: boolean }) {
  return (
    <div className="text-base">
      {layout.blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are drawn in their order and never move
        <Block key={i} block={block} isGuarded={isGuarded} />
      ))}
    </div>
  );
}

function Block({ block, isGuarded }: { block: LayoutBlock; isGuarded: boolean }) {
  switch (block.type) {
    case 'heading':
      return <h2 className="mt-7 mb-2 text-base font-semibold break-after-avoid">{block.text}</h2>;
    case 'paragraph':
      return <p className="mb-2.5">{block.text}</p>;
    case 'summary':
      return <RichTextView blocks={block.content} />;
    case 'facts':
      return (
        <dl className="report-facts tnum">
          {block.facts.map((fact) => (
            <div key={fact.label}>
              <dt className="text-xs text-muted">{fact.label}</dt>
              <dd className="font-semibold">
                {fact.value} {fact.link ? <LinkTo link={fact.link} /> : null}
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <Table block={block} />;
    case 'chart':
      return <Chart block={block} />;
    case 'quotes':
      return <Quotes block={block} isGuarded={isGuarded} />;
    case 'footer':
      return (
        <p className="mt-8 border-t border-line pt-3 text-xs text-muted break-before-avoid">
          {block.text} {block.link ? <LinkTo link={block.link} /> : null}
        </p>
      );
  }
}

function LinkTo({ link }: { link: LayoutLink }) {
  return (
    <a href={link.url} rel="noreferrer" className="text-accent underline">
      {link.text}
    </a>
  );
}

function Cell({ cell }: { cell: LayoutCell }) {
  return typeof cell === 'string' ? cell : <LinkTo link={cell} />;
}

function Table({ block }: { block: TableBlock }) {
  return (
    <div className="mb-4 overflow-x-auto">
      <table className="tnum w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {block.columns.map((column) => (
              <th key={column} scope="col" className="py-1.5 pr-4 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are drawn in their order and never move
            <tr key={row} className="border-b border-line break-inside-avoid">
              {cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are drawn in their order and never move
                <td key={i} className="py-1.5 pr-4 align-top">
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const CHART_HEIGHT = 112;
const LABELS = 6;

/** Bars beside each other; the numbers stand in them and in the table that readers of the page's text get. */
function Chart({ block }: { block: ChartBlock }) {
  const { points, caption, columns } = block;
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const step = 100 / points.length;
  const labelEvery = Math.ceil(points.length / LABELS);
  return (
    <figure className="mt-5 mb-4 break-inside-avoid">
      <figcaption className="mb-2 text-xs text-muted">{caption}</figcaption>
      <svg aria-hidden="true" width="100%" height={CHART_HEIGHT + 14} className="overflow-visible">
        {points.map(({ label, value }, i) => {
          const height = (value / highest) * CHART_HEIGHT;
          return (
            <g key={label}>
              <rect
                x={`${(i * step + step * 0.14).toFixed(3)}%`}
                width={`${(step * 0.72).toFixed(3)}%`}
                y={14 + CHART_HEIGHT - height}
                height={height}
                rx={2}
                className="fill-accent"
              />
              {value > 0 ? (
                <text
                  x={`${(i * step + step / 2).toFixed(3)}%`}
                  y={14 + CHART_HEIGHT - height - 4}
                  textAnchor="middle"
                  className="tnum fill-muted text-[10px]"
                >
                  {value}
                </text>
              ) : null}
            </g>
          );
        })}
        <line x1="0" x2="100%" y1={14 + CHART_HEIGHT} y2={14 + CHART_HEIGHT} className="stroke-line-strong" />
      </svg>
      <div aria-hidden="true" className="relative mt-1 h-4 overflow-hidden text-2xs text-faint">
        {points.map(({ label }, i) =>
          i % labelEvery === 0 ? (
            <span key={label} className="absolute whitespace-nowrap" style={{ left: `${i * step}%` }}>
              {label}
            </span>
          ) : null,
        )}
      </div>
      <table className="sr-only">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns[0]}</th>
            <th scope="col">{columns[1]}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ label, value }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Quotes({ block, isGuarded }: { block: QuotesBlock; isGuarded: boolean }) {
  return (
    <>
      {block.notice === '' ? null : <p className="mb-3 text-xs text-muted break-after-avoid">{block.notice}</p>}
      <div className="space-y-4">
        {block.quotes.map((quote, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: quotes are drawn in their order and never move
          <Quote key={i} quote={quote} isGuarded={isGuarded} />
        ))}
      </div>
      {block.unquotedCount > 0 ? (
        <p className="mt-3 text-xs text-muted">
          {countOf(block.unquotedCount, 'more post', 'more posts')} in{' '}
          {block.more ? <LinkTo link={block.more} /> : 'Refrain'}
        </p>
      ) : null}
    </>
  );
}

/** Words that may not leave the house cannot be copied by accident: the guard takes the warning along. */
function Quote({ quote, isGuarded }: { quote: LayoutQuote; isGuarded: boolean }) {
  const warning = quote.warning ?? null;
  return (
    <figure className={isLongQuote(quote.words) ? undefined : 'break-inside-avoid'}>
      <blockquote
        dir="auto"
        className="post-text border-l-2 border-accent pl-3"
        onCopy={
          isGuarded && warning !== null
            ? (event) => {
                const chosen = document.getSelection()?.toString() ?? '';
                event.clipboardData.setData('text/plain', `[${warning}. Do not publish.] ${chosen}`);
                event.preventDefault();
              }
            : undefined
        }
      >
        {quote.isCutBefore ? <span className="text-muted select-none">[…] </span> : null}
        {quote.words}
        {quote.isCutAfter ? <span className="text-muted select-none"> […]</span> : null}
      </blockquote>
      <figcaption className="mt-1 flex flex-wrap gap-x-2 pl-3.5 text-xs text-muted break-before-avoid">
        <span>{quote.attribution}</span>
        {quote.date === null ? null : <span className="tnum">{quote.date}</span>}
        {quote.isEditedSince ? <span>edited since</span> : null}
        {warning === null ? null : (
          <strong className="inline-flex items-center gap-1 font-medium text-warning">
            <Icon name="warning" size={12} />
            {warning}
          </strong>
        )}
        {quote.permalink !== null && /^https?:\/\//i.test(quote.permalink) ? (
          <a href={quote.permalink} rel="noreferrer nofollow" className="hover:text-ink hover:underline">
            original post
          </a>
        ) : null}
      </figcaption>
    </figure>
  );
}
