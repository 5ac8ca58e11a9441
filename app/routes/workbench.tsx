import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react';
import { findPermissions } from '#server/accounts/find-permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getCoverage } from '#server/overview/get-coverage.ts';
import { countOpenRuns } from '#server/runs/count-open-runs.ts';
import { CLEARED_FLASH, readFlash } from '../flash.ts';
import { FlashToast } from '../shell/flash-toast.tsx';
import { WholePageError } from '../shell/page-error.tsx';
import { SaidToast } from '../shell/said-toast.tsx';
import { Shell } from '../shell/shell.tsx';
import { readTheme } from '../theme.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'overview.read');
  const [coverage, openRunCount] = await Promise.all([getCoverage(context), countOpenRuns(context)]);
  const flash = readFlash(request);
  return data(
    {
      state: { user: { name: actor.name, role: actor.role }, theme: readTheme(request), coverage, openRunCount },
      permissions: findPermissions(actor.role),
      flash,
    },
    { headers: flash ? { 'Set-Cookie': CLEARED_FLASH } : {} },
  );
}

/** The frame's numbers change by what people and runs do, not by where someone looks. */
export function shouldRevalidate({
  formMethod,
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isLook = (formMethod ?? 'GET') === 'GET' && currentUrl.href !== nextUrl.href;
  return isLook ? false : defaultShouldRevalidate;
}

export default function Workbench() {
  const { state, permissions, flash } = useLoaderData<typeof loader>();
  return (
    <Shell state={state} permissions={permissions}>
      <Outlet />
      <FlashToast flash={flash} />
      <SaidToast />
    </Shell>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
