import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { WholePageError } from '../shell/page-error.tsx';

export function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'overview.read');
  throw new Response('There is no page with this address.', { status: 404 });
}

export default function NotFound() {
  return null;
}

export function ErrorBoundary() {
  return <WholePageError />;
}
