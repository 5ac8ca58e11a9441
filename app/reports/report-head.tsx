import { Form, Link } from '@remix-run/react';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { countOf } from '../format.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ago, Day } from '../ui/time.tsx';

/** What the report is and what can be done with it. */
export function ReportHead({
  report,
  canWrite,
  canPush,
  isPushed,
}: {
  report: Pick<
    ReportDetail,
    | 'id'
    | 'title'
    | 'audience'
    | 'voiceCount'
    | 'postCount'
    | 'firstSeenAt'
    | 'lastSeenAt'
    | 'updatedAt'
    | 'createdByName'
  >;
  canWrite: boolean;
  canPush: boolean;
  isPushed: boolean;
}) {
  return (
    <header>
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-2">
        <Link to="/reports" className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5 lg:hidden' })}>
          <Icon name="chevronLeft" size={14} />
          Reports
        </Link>
        <Badge>{report.audience === 'product' ? 'For the product team' : 'For marketing'}</Badge>
        <div className="ml-auto flex flex-wrap items-center gap-1.5">
          {canWrite && !isPushed ? (
            <details className="pop" data-closes>
              <summary className={buttonLook({ variant: 'ghost', size: 'sm' })}>
                <Icon name="trash" size={14} />
                Delete
              </summary>
              <Form method="post" className="w-64 p-3 max-sm:left-0 sm:right-0">
                <p className="text-muted">The report and its choice of quotes go. Clusters and posts stay.</p>
                <div className="mt-3 flex justify-end">
                  <Button name="intent" value="delete" variant="danger" size="sm">
                    Delete the report
                  </Button>
                </div>
              </Form>
            </details>
          ) : null}
          {canPush ? (
            <Link
              to={`/reports/${report.id}/push`}
              className={buttonLook({ variant: isPushed ? 'secondary' : 'primary', size: 'sm' })}
            >
              <Icon name="send" size={14} />
              {isPushed ? 'Push elsewhere' : 'Push as an issue'}
            </Link>
          ) : null}
        </div>
      </div>
      <h1 className="text-xl font-semibold tracking-tight text-balance">{report.title}</h1>
      <p className="tnum mt-1 flex flex-wrap gap-x-2 text-muted">
        <span>
          <strong className="font-semibold text-ink">{countOf(report.voiceCount, 'voice')}</strong> in{' '}
          {countOf(report.postCount, 'post')}
        </span>
        {report.firstSeenAt && report.lastSeenAt ? (
          <span>
            · first <Day at={report.firstSeenAt} />, last <Day at={report.lastSeenAt} />
          </span>
        ) : null}
        <span>
          · saved <Ago at={report.updatedAt} />
          {report.createdByName ? `, begun by ${report.createdByName}` : ''}
        </span>
      </p>
    </header>
  );
}
