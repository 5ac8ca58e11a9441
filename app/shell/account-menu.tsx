import { Form } from '@remix-run/react';
import { clsx } from 'clsx';
import { THEMES, type Theme } from '../theme.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { ROLE_LOOKS } from '../ui/role.ts';
import type { SignedIn } from './shell-state.ts';

/** Who is signed in, the theme, the way out. A disclosure, so that it works before scripts are there. */
export function AccountMenu({ user, theme }: { user: SignedIn; theme: Theme }) {
  return (
    <details className="pop" data-closes>
      <summary className="flex h-9 items-center gap-2.5 rounded-md px-2 hover:bg-hover max-xl:justify-center">
        <Initials name={user.name} />
        <span className="min-w-0 flex-1 truncate font-medium max-xl:sr-only">{user.name}</span>
        <span className="sr-only">: account and theme</span>
      </summary>
      <div className="bottom-full left-0 mb-1 w-60 p-1.5">
        <AccountItems user={user} theme={theme} />
      </div>
    </details>
  );
}

export function AccountItems({ user, theme }: { user: SignedIn; theme: Theme }) {
  return (
    <>
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{user.name}</p>
        <p className="text-xs text-muted">{ROLE_LOOKS[user.role].label}</p>
      </div>
      <ThemeSwitch theme={theme} />
      <Form method="post" action="/sign-out" reloadDocument>
        <button type="submit" className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left hover:bg-hover">
          <Icon name="signOut" className="text-muted" />
          Sign out
        </button>
      </Form>
    </>
  );
}

const THEME_LOOKS: Record<Theme, { label: string; icon: IconName }> = {
  system: { label: 'System', icon: 'display' },
  light: { label: 'Light', icon: 'sun' },
  dark: { label: 'Dark', icon: 'moon' },
};

function ThemeSwitch({ theme }: { theme: Theme }) {
  return (
    <Form method="post" action="/theme" preventScrollReset className="my-1 border-y border-line py-2">
      <fieldset className="flex gap-0.5 rounded-md bg-sunken p-0.5">
        <legend className="sr-only">Theme</legend>
        {THEMES.map((option) => (
          <button
            key={option}
            type="submit"
            name="theme"
            value={option}
            aria-pressed={option === theme}
            className={clsx(
              'flex h-7 flex-1 items-center justify-center gap-1.5 rounded text-xs',
              option === theme ? 'bg-raised font-medium text-ink shadow-sm' : 'text-muted hover:text-ink',
            )}
          >
            <Icon name={THEME_LOOKS[option].icon} size={14} />
            {THEME_LOOKS[option].label}
          </button>
        ))}
      </fieldset>
    </Form>
  );
}

function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
    >
      {letters || '?'}
    </span>
  );
}
