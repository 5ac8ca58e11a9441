import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'posts.read');
  return null;
}

/** The detail pane before a post is chosen. */
export default function NoPost() {
  return (
    <div className="grid h-full place-items-center">
      <EmptyState icon="posts" title="Choose a post">
        <kbd className="rounded border border-line-strong px-1">j</kbd> and{' '}
        <kbd className="rounded border border-line-strong px-1">k</kbd> move through the list,{' '}
        <kbd className="rounded border border-line-strong px-1">/</kbd> searches.
      </EmptyState>
    </div>
  );
}
