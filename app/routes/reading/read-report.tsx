import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { readReport } from '#server/reports/read-report.ts';
import { load, readId } from '../../problem.ts';
import { ReportSheet } from '../../reading/report-sheet.tsx';
import { WholePageError } from '../../shell/page-error.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.reading.layout.title ?? 'Report'} · Refrain` },
];

/** `?edition=2` reads that one, `?edition=now` the report as it stands now; without it, the newest edition. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'editions.read');
  const asked = new URL(request.url).searchParams.get('edition');
  const edition = asked === 'now' ? 'now' : asked === null ? undefined : readId(asked);
  const reading = await load(readReport(context, { reportId: readId(params.reportId), edition, actor }));
  return { reading, canOpenWorkbench: isAllowed(actor.role, 'reports.read') };
}

export default function ReadReport() {
  return <ReportSheet {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  return <WholePageError />;
}
