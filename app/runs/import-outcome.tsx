import { Link } from '@remix-run/react';
import { countOf, formatCount } from '../format.ts';
import { buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { importOutcomes } from './import-counts.ts';
import type { ImportResult } from './run-result.ts';

/** What an import stored, by kind of outcome, and what it had to leave empty. */
export function ImportOutcome({
  result,
  warnings,
}: {
  result: ImportResult;
  warnings: readonly { readonly sentence: string; readonly count: number }[];
}) {
  return (
    <div className="space-y-4">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4">
        {importOutcomes(result).map(({ label, count, hint }) => (
          <div key={label} className="bg-pane px-4 py-3">
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="tnum text-xl font-semibold">{formatCount(count)}</dd>
            <dd className="mt-0.5 text-xs text-muted">{hint}</dd>
          </div>
        ))}
      </dl>
      {warnings.length > 0 ? (
        <ul className="space-y-1 text-muted">
          {warnings.map(({ sentence, count }) => (
            <li key={sentence} className="flex items-start gap-2">
              <Icon name="info" size={14} className="mt-0.5 shrink-0" />
              <span>
                {countOf(count, 'row')}: {sentence}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {result.clusterRunId ? (
        <Link to={`/runs/${result.clusterRunId}`} className={buttonLook({ variant: 'primary' })}>
          See how clusters are found
          <Icon name="chevronRight" size={14} />
        </Link>
      ) : null}
    </div>
  );
}

/** The first rows that an import could not take; all of them are in the file to download. */
export function RejectedRows({
  runId,
  rows,
  totalCount,
}: {
  runId: number;
  rows: readonly { readonly line: number; readonly reason: string; readonly excerpt: string }[];
  totalCount: number;
}) {
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-muted">
          Nothing is dropped silently:{' '}
          {rows.length < totalCount ? `the first ${rows.length} of ${formatCount(totalCount)} are` : 'each is'} here
          with line and reason. Mend them and import the file again; what is stored already stays as it is.
        </p>
        {/* A plain link: a file is not a page. */}
        <a href={`/runs/${runId}/rejected.csv`} download className={buttonLook()}>
          <Icon name="download" size={14} />
          Download all as CSV
        </a>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto rounded-lg border border-line" tabIndex={0} aria-label="Rejected rows">
        <table className="w-full min-w-xl text-left">
          <thead className="bg-ground text-xs text-muted">
            <tr>
              <th scope="col" className="px-3 py-2 font-medium">
                Line
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                Why it was not taken
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                Row
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <tr key={row.line} className="align-top">
                <td className="tnum px-3 py-2 text-muted">{formatCount(row.line)}</td>
                <td className="px-3 py-2">{row.reason}</td>
                <td className="max-w-xs px-3 py-2 font-mono text-xs break-all text-muted">
                  {row.excerpt.slice(0, 120)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
