import type { ReactNode } from 'react';

/** One matter of a settings page: what it is, a sentence on it, and its rows or form. */
export function Section({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-t border-line py-6 first:border-t-0 first:pt-0">
      <h2 className="text-base font-semibold">{title}</h2>
      {intro ? <div className="mt-0.5 max-w-xl text-muted">{intro}</div> : null}
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** A list of rows in a frame. */
export function Rows({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-pane">
      {children}
    </ul>
  );
}

/** What a row is, and beside it what can be done with it. On a phone the second goes below. */
export function Row({
  title,
  detail,
  aside,
  children,
}: {
  title: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">{title}</div>
          {detail ? <div className="mt-0.5 text-xs text-muted">{detail}</div> : null}
        </div>
        {aside ? <div className="flex flex-wrap items-center gap-2">{aside}</div> : null}
      </div>
      {children}
    </li>
  );
}
