import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { SETTINGS_TABS } from '../../settings/tabs.ts';

export function loader({ context, request }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'sources.read');
  const tab = SETTINGS_TABS.find((candidate) => isAllowed(actor.role, candidate.permission));
  return redirect(tab?.to ?? '/');
}
