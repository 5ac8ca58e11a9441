import { Link } from '@remix-run/react';
import type { ReportReading } from '#server/reports/read-report.ts';
import { countOf } from '../format.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, ButtonLink, buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { LayoutView } from './layout-view.tsx';
import { Sheet } from './sheet.tsx';
import { SinceNote } from './since-note.tsx';

const FORMATS = [
  ['markdown', 'Markdown'],
  ['html', 'HTML to print'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
] as const;

/** A report to read, print and take along. */
export function ReportSheet({ reading, canOpenWorkbench }: { reading: ReportReading; canOpenWorkbench: boolean }) {
  const { layout, byline, edition, editions, since, reportId, audience } = reading;
  return (
    <Sheet
      controls={
        <>
          <Link
            to={canOpenWorkbench ? `/reports/${reportId}` : '/'}
            className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5' })}
          >
            <Icon name="chevronLeft" size={14} />
            {canOpenWorkbench ? 'The report in Refrain' : 'Refrain'}
          </Link>
          {edition === null ? (
            <Badge tone="warning">Not published</Badge>
          ) : (
            <Badge tone="success">Edition {edition}</Badge>
          )}
          <span className="ml-auto flex flex-wrap items-center gap-1.5">
            {edition === null ? null : (
              <details className="pop" data-closes>
                <summary className={buttonLook({ variant: 'ghost', size: 'sm' })}>
                  <Icon name="download" size={14} />
                  Export
                </summary>
                <ul className="w-44 p-1.5 sm:right-0">
                  {FORMATS.map(([format, label]) => (
                    <li key={format}>
                      <a
                        href={`/reports/${reportId}/export/${format}?edition=${edition}`}
                        className="block rounded-md px-2.5 py-1.5 text-sm hover:bg-hover"
                      >
                        {label}
                      </a>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {editions.length > 1 ? (
              <details className="pop" data-closes>
                <summary className={buttonLook({ variant: 'ghost', size: 'sm' })}>
                  {countOf(editions.length, 'edition')}
                </summary>
                <ul className="w-44 p-1.5 sm:right-0">
                  {editions.map(({ number }) => (
                    <li key={number}>
                      <Link
                        to={`/reports/${reportId}/read?edition=${number}`}
                        className="block rounded-md px-2.5 py-1.5 text-sm hover:bg-hover"
                      >
                        Edition {number}
                      </Link>
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
            <Button type="button" size="sm" onClick={() => window.print()}>
              <Icon name="file" size={14} />
              Print or save as PDF
            </Button>
          </span>
        </>
      }
    >
      <header className="mb-6 border-b border-line pb-4 print:border-ink">
        <h1 className="text-2xl font-semibold tracking-tight text-balance">{layout.title}</h1>
        {byline.map((line) => (
          <p key={line} className="mt-1 text-xs text-muted">
            {line}
          </p>
        ))}
      </header>
      {since ? <SinceNote since={since} /> : null}
      <LayoutView layout={layout} isGuarded={audience === 'marketing'} />
      {edition === null && canOpenWorkbench ? (
        <p className="no-print mt-6">
          <ButtonLink to={`/reports/${reportId}`}>Go on writing</ButtonLink>
        </p>
      ) : null}
    </Sheet>
  );
}
