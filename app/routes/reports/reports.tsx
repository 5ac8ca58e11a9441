import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Outlet, useLoaderData, useLocation } from '@remix-run/react';
import { useRef } from 'react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findReports } from '#server/reports/find-reports.ts';
import { toPage } from '../../page-position.ts';
import { ReportRow } from '../../reports/report-row.tsx';
import { WholePageError } from '../../shell/page-error.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panes } from '../../ui/panes.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';

export const meta: MetaFunction = () => [{ title: 'Reports · Refrain' }];
const PAGE_SIZE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'reports.read');
  const before = Number(new URL(request.url).searchParams.get('after')) || undefined;
  const rows = await findReports(context, { ...(before ? { before } : {}), limit: PAGE_SIZE + 1 });
  const { items, next } = toPage(rows, PAGE_SIZE, ({ id }) => String(id));
  return { reports: items, next, isFirstPage: before === undefined, canWrite: isAllowed(role, 'reports.write') };
}

export default function Reports() {
  const { reports, next, isFirstPage, canWrite } = useLoaderData<typeof loader>();
  const list = useRef<HTMLDivElement>(null);
  const isOpen = useLocation().pathname !== '/reports';
  useListKeys(list, { isPrimary: true });
  return (
    <Panes
      isOpen={isOpen}
      list={
        <>
          <header className="flex h-12 items-center justify-between gap-2 border-b border-line px-4">
            <h1 className="text-sm font-semibold">Reports</h1>
            <ButtonLink to="/pushes" size="sm" variant="ghost">
              Pushed issues
            </ButtonLink>
          </header>
          <div ref={list} data-key-list className="scroll-pane relative min-h-0 flex-1">
            {reports.length === 0 ? (
              <EmptyState
                icon="reports"
                title="No reports yet"
                action={canWrite ? <ButtonLink to="/clusters">Choose a cluster</ButtonLink> : null}
              >
                A report packages clusters for the people who can act: what members say, how many, since when, in their
                own words.
              </EmptyState>
            ) : (
              <ul>
                {reports.map((report) => (
                  <li key={report.id}>
                    <ReportRow report={report} />
                  </li>
                ))}
              </ul>
            )}
            <div className="px-4">
              <Pager next={next} isFirst={isFirstPage} label="Pages of reports" />
            </div>
          </div>
        </>
      }
      detail={<Outlet />}
    />
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
