import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { openShare } from '#server/reports/open-share.ts';
import { readReport } from '#server/reports/read-report.ts';
import { load } from '../../problem.ts';
import { ReportSheet } from '../../reading/report-sheet.tsx';
import { WholePageError } from '../../shell/page-error.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.reading.layout.title ?? 'Shared report'} · Refrain` },
];

/** A shared address: sign in, and the role that it was made for reads the newest edition. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'editions.read');
  const { reportId } = await load(openShare(context, { token: params.token ?? '', actor }));
  const reading = await load(readReport(context, { reportId, actor }));
  return { reading, canOpenWorkbench: isAllowed(actor.role, 'reports.read') };
}

export default function Shared() {
  return <ReportSheet {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  return <WholePageError />;
}
