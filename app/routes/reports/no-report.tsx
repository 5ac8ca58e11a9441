import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'reports.read');
  return null;
}

/** The detail pane before a report is chosen. */
export default function NoReport() {
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon="reports" title="Choose a report">
        Or open a cluster and press <kbd className="rounded border border-line-strong px-1">a</kbd> to add it to one.
      </EmptyState>
    </div>
  );
}
