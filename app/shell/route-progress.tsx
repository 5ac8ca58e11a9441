import { useNavigation } from '@remix-run/react';

/** A quiet bar on top while the next page is on its way; what is on screen stays until then. */
export function RouteProgress() {
  const isBusy = useNavigation().state !== 'idle';
  return (
    <div aria-hidden="true" className="no-print pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {/* Shown only after a moment: most pages are there before. */}
      <div className={`h-full transition-opacity ${isBusy ? 'opacity-100 delay-150' : 'opacity-0'}`}>
        {isBusy ? <div className="nav-progress h-full w-2/5 rounded-full bg-accent" /> : null}
      </div>
    </div>
  );
}
