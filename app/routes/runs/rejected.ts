import { Readable } from 'node:stream';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { writeRejectedRows } from '#server/imports/write-rejected-rows.ts';
import { getRun } from '#server/runs/get-run.ts';
import { load, readId } from '../../problem.ts';

/** The rejected rows of an import, as a file. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requirePermission(context, request, 'runs.read');
  const runId = readId(params.runId);
  await load(getRun(context, { runId }));
  return new Response(createReadableStreamFromReadable(Readable.from(writeRejectedRows(context, { runId }))), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rejected-rows-of-run-${runId}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
