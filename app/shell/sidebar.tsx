import { NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import { Icon } from '../ui/icon.tsx';
import { Wordmark } from '../ui/wordmark.tsx';
import { AccountMenu } from './account-menu.tsx';
import { CoverageMeter } from './coverage-meter.tsx';
import type { NavigationItem } from './navigation.ts';
import type { ShellState } from './shell-state.ts';

/** Left navigation: icons only on a tablet, with words from 1280 px. */
export function Sidebar({ items, state }: { items: readonly NavigationItem[]; state: ShellState }) {
  return (
    <aside className="no-print sticky top-0 hidden h-dvh flex-col border-r border-line bg-ground px-2 py-3 md:flex">
      <div className="mb-4 flex h-8 items-center px-1.5">
        <span className="xl:hidden">
          <Wordmark isMarkOnly />
        </span>
        <span className="hidden min-w-0 items-center gap-2 xl:flex">
          <Wordmark />
        </span>
      </div>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-px">
        {items.map((item) => (
          <SidebarLink key={item.to} item={item} badge={item.to === '/runs' ? state.openRunCount : 0} />
        ))}
      </nav>
      {state.coverage ? (
        <div className="mb-2 hidden xl:block">
          <CoverageMeter coverage={state.coverage} />
        </div>
      ) : null}
      <AccountMenu user={state.user} theme={state.theme} />
    </aside>
  );
}

function SidebarLink({ item, badge }: { item: NavigationItem; badge: number }) {
  return (
    <NavLink
      to={item.to}
      end={item.to === '/'}
      prefetch="intent"
      title={item.label}
      className={({ isActive }) =>
        clsx(
          'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium transition-colors max-xl:justify-center',
          isActive ? 'bg-active text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )
      }
    >
      <Icon name={item.icon} className="shrink-0" />
      <span className="max-xl:sr-only">{item.label}</span>
      {badge > 0 ? (
        <span className="tnum ml-auto inline-flex items-center gap-1 text-xs text-muted max-xl:hidden">
          <span className="size-1.5 animate-pulse rounded-full bg-accent" />
          {badge}
          <span className="sr-only"> working</span>
        </span>
      ) : null}
    </NavLink>
  );
}
