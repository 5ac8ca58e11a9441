import { NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import { Icon } from '../ui/icon.tsx';
import { AccountItems } from './account-menu.tsx';
import { CoverageMeter } from './coverage-meter.tsx';
import type { NavigationItem } from './navigation.ts';
import type { ShellState } from './shell-state.ts';

// As many as fit under two thumbs at 390 px, beside "More".
const DIRECT: readonly string[] = ['/', '/clusters', '/posts', '/reports'];

/** Navigation on a phone. */
export function BottomBar({ items, state }: { items: readonly NavigationItem[]; state: ShellState }) {
  const direct = items.filter(({ to }) => DIRECT.includes(to));
  const others = items.filter(({ to }) => !DIRECT.includes(to));
  return (
    <nav
      aria-label="Main"
      className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-pane pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {direct.map((item) => (
        <NavLink key={item.to} to={item.to} end={item.to === '/'} className={({ isActive }) => tab(isActive)}>
          <Icon name={item.icon} size={20} />
          {item.label}
        </NavLink>
      ))}
      <details className="pop flex-1" data-closes>
        <summary className={tab(false)}>
          <Icon name="menu" size={20} />
          More
        </summary>
        <div className="right-2 bottom-full mb-2 w-64 p-1.5">
          {others.map((item) => (
            <NavLink
              key={item.to}
              to={item.to}
              className={({ isActive }) =>
                clsx(
                  'flex h-10 items-center gap-2.5 rounded-md px-2 font-medium',
                  isActive ? 'bg-active' : 'hover:bg-hover',
                )
              }
            >
              <Icon name={item.icon} className="text-muted" />
              {item.label}
            </NavLink>
          ))}
          {state.coverage ? <CoverageMeter coverage={state.coverage} /> : null}
          <div className="mt-1 border-t border-line pt-1">
            <AccountItems user={state.user} theme={state.theme} />
          </div>
        </div>
      </details>
    </nav>
  );
}

function tab(isActive: boolean): string {
  return clsx(
    'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-2xs font-medium',
    isActive ? 'text-accent' : 'text-muted',
  );
}
