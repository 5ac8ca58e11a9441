import type { ReactNode } from 'react';
import { Wordmark } from '../ui/wordmark.tsx';

/** The frame of pages for people who are not in yet. */
export function FrontDoor({ title, intro, children }: { title: string; intro: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-sm">
        <Wordmark className="mb-6 text-lg" />
        <div className="rounded-xl border border-line bg-pane p-6">
          <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
          <div className="mt-1 mb-5 text-muted">{intro}</div>
          {children}
        </div>
      </div>
    </main>
  );
}
