import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  return null;
}

/** The detail pane before a cluster is chosen. */
export default function NoCluster() {
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon="clusters" title="Choose a cluster">
        <kbd className="rounded border border-line-strong px-1">j</kbd> and{' '}
        <kbd className="rounded border border-line-strong px-1">k</kbd> move through the list,{' '}
        <kbd className="rounded border border-line-strong px-1">Enter</kbd> opens.
      </EmptyState>
    </div>
  );
}
