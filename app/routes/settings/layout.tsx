import type { LoaderFunctionArgs } from '@remix-run/node';
import { NavLink, Outlet, useLoaderData } from '@remix-run/react';
import { clsx } from 'clsx';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { SETTINGS_TABS } from '../../settings/tabs.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Icon } from '../../ui/icon.tsx';

export function loader({ context, request }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'sources.read');
  return { tabs: SETTINGS_TABS.filter((tab) => isAllowed(actor.role, tab.permission)) };
}

export default function SettingsLayout() {
  const { tabs } = useLoaderData<typeof loader>();
  return (
    <main className="mx-auto grid w-full max-w-5xl gap-x-10 px-4 py-6 md:px-8 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="mb-3 text-xl font-semibold tracking-tight lg:mb-4">Settings</p>
        <nav aria-label="Settings" className="mb-6 flex flex-wrap gap-1 max-lg:-mx-2.5 lg:flex-col">
          {tabs.map((tab) => (
            <NavLink
              key={tab.to}
              to={tab.to}
              prefetch="intent"
              className={({ isActive }) =>
                clsx(
                  'flex h-8 shrink-0 items-center gap-2 rounded-md px-2.5 font-medium transition-colors max-md:h-10',
                  isActive ? 'bg-active text-ink' : 'text-muted hover:bg-hover hover:text-ink',
                )
              }
            >
              <Icon name={tab.icon} size={15} />
              {tab.label}
            </NavLink>
          ))}
        </nav>
      </div>
      <div className="min-w-0 lg:pt-1">
        <Outlet />
      </div>
    </main>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
