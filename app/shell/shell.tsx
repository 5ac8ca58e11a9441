import { useNavigate } from '@remix-run/react';
import { clsx } from 'clsx';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { Permission } from '#server/accounts/permissions.ts';
import { BottomBar } from './bottom-bar.tsx';
import { CoverageLine } from './coverage-meter.tsx';
import { visibleNavigation } from './navigation.ts';
import type { ShellState } from './shell-state.ts';
import { Sidebar } from './sidebar.tsx';
import { useClosingDetails } from './use-closing-details.ts';
import { findKeyActs, type KeyAct, useShortcuts } from './use-shortcuts.ts';

const CommandPalette = lazy(() => import('./command-palette.tsx'));
const CheatSheet = lazy(() => import('./cheat-sheet.tsx'));

/** The frame around every page of the workbench. */
export function Shell({
  state,
  permissions,
  children,
}: {
  state: ShellState;
  permissions: readonly Permission[];
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const [open, setOpen] = useState<'palette' | 'cheat-sheet' | null>(null);
  const [acts, setActs] = useState<readonly KeyAct[]>([]);
  const items = visibleNavigation(permissions);
  function openPalette() {
    setActs(findKeyActs());
    setOpen('palette');
  }
  useClosingDetails();
  usePaletteKey(openPalette);
  useShortcuts({
    '?': () => setOpen('cheat-sheet'),
    '/': () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (field) field.focus();
      else openPalette();
    },
    ...(permissions.includes('clusters.read') ? { 'g g': () => navigate('/clusters/suggestions') } : {}),
    ...Object.fromEntries(items.map((item) => [`g ${item.key}`, () => navigate(item.to)])),
  });

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[3.25rem_minmax(0,1fr)] xl:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar items={items} state={state} />
      {/* `--room`: how high a pane may be that scrolls by itself. */}
      <div
        id="content"
        tabIndex={-1}
        className={clsx(
          'min-w-0 pb-14 outline-none md:pb-0 xl:[--room:100dvh]',
          state.coverage
            ? '[--room:calc(100dvh-5.5rem)] md:[--room:calc(100dvh-2rem)]'
            : '[--room:calc(100dvh-3.5rem)] md:[--room:100dvh]',
        )}
      >
        {state.coverage ? (
          <aside aria-label="Coverage" className="no-print xl:hidden">
            <CoverageLine coverage={state.coverage} />
          </aside>
        ) : null}
        {children}
      </div>
      <BottomBar items={items} state={state} />
      {/* No boundary while nothing is open: a key pressed before it has come alive would make React draw it anew. */}
      {open === null ? null : (
        <Suspense>
          {open === 'palette' ? (
            <CommandPalette
              items={items}
              acts={acts}
              canCurate={permissions.includes('clusters.curate')}
              onClose={() => setOpen(null)}
            />
          ) : (
            <CheatSheet onClose={() => setOpen(null)} />
          )}
        </Suspense>
      )}
    </div>
  );
}

function usePaletteKey(open: () => void): void {
  const current = useRef(open);
  current.current = open;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      // A second press keeps what the first one found: in the palette nothing else has the focus.
      if (!document.querySelector('[cmdk-root]')) current.current();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}
