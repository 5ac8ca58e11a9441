import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { EXPORT_FORMATS, exportReport } from '#server/reports/export-report.ts';
import { requireReadable } from '#server/reports/require-readable.ts';
import { load, readId } from '../../problem.ts';

/** A published report as a file. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'editions.read');
  const reportId = readId(params.reportId);
  const format = EXPORT_FORMATS.find((one) => one === params.format);
  if (!format) throw new Response('Reports are exported as markdown, html, csv or json.', { status: 404 });
  const asked = new URL(request.url).searchParams.get('edition');
  await load(requireReadable(context, { reportId, actor }));
  const edition = asked === null ? undefined : readId(asked);
  const { body, contentType, fileName } = await load(exportReport(context, { reportId, edition, format }));
  return new Response(body, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  });
}
