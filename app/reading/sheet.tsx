import type { ReactNode } from 'react';

/** A document by itself: on screen with a line of controls above it, in print nothing but the document. */
export function Sheet({ controls, children }: { controls: ReactNode; children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-pane print:min-h-0">
      <nav
        aria-label="This report"
        className="no-print sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-pane px-4 py-2 md:px-8"
      >
        {controls}
      </nav>
      <main className="mx-auto max-w-3xl px-4 pt-8 pb-20 md:px-8 print:max-w-none print:p-0">{children}</main>
    </div>
  );
}
