import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useIsPhone } from './phone.ts';

/** A list and, beside it, what is open from it. On narrow screens the one that matters takes the place of the other. */
export function Panes({
  side,
  list,
  detail,
  isOpen,
}: {
  /** Where to look and what to leave out; in narrower windows the list offers it itself. */
  side?: ReactNode;
  list: ReactNode;
  detail: ReactNode;
  isOpen: boolean;
}) {
  // What a phone has no room for is not even sent to it.
  const isPhone = useIsPhone();
  return (
    <main
      className={clsx(
        'lg:grid lg:h-(--room)',
        side
          ? 'lg:grid-cols-[minmax(21rem,25rem)_minmax(0,1fr)] min-[87.5rem]:grid-cols-[12.5rem_minmax(21rem,25rem)_minmax(0,1fr)]'
          : 'lg:grid-cols-[minmax(22rem,26rem)_minmax(0,1fr)]',
      )}
    >
      {side && !isPhone ? (
        <div className="scroll-pane hidden h-(--room) border-r border-line bg-ground min-[87.5rem]:block">{side}</div>
      ) : null}
      <div
        className={clsx('h-(--room) flex-col border-line bg-ground lg:flex lg:border-r', isOpen ? 'hidden' : 'flex')}
      >
        {isPhone && isOpen ? null : list}
      </div>
      <div className={clsx('bg-pane lg:block lg:h-(--room)', isOpen ? 'min-h-dvh' : 'hidden')}>{detail}</div>
    </main>
  );
}

/** A page of one column. */
export function Page({ children, width = 'wide' }: { children: ReactNode; width?: 'narrow' | 'wide' }) {
  return (
    <main className="min-h-dvh bg-pane">
      <div className={clsx('mx-auto px-4 pt-5 pb-16 md:px-8', width === 'wide' ? 'max-w-5xl' : 'max-w-2xl')}>
        {children}
      </div>
    </main>
  );
}

export function PageTitle({
  children,
  intro,
  actions,
}: {
  children: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight">{children}</h1>
        {intro ? <div className="mt-0.5 max-w-2xl text-muted">{intro}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}

export function Section({
  title,
  aside,
  id,
  children,
  className,
}: {
  title: ReactNode;
  aside?: ReactNode;
  /** So that an address can lead here. */
  id?: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section id={id} className={clsx('mt-8', className)}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <h2 className="text-sm font-semibold">{title}</h2>
        {aside ? <div className="text-xs text-muted">{aside}</div> : null}
      </div>
      {children}
    </section>
  );
}
