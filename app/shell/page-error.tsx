import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react';
import { buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

const TITLES: Record<number, string> = {
  401: 'Please sign in',
  403: 'This page is not open to your role',
  404: 'Nothing is here',
  409: 'Someone was faster',
  503: 'Refrain is busy',
};
const NEXT_STEPS: Record<number, string> = {
  403: 'Ask an admin of this workspace if you need it.',
  404: 'The link may be old, or what it led to was removed.',
  409: 'Go back, look at what changed, and try again.',
  503: 'Wait a moment and try again.',
};

/** What every error boundary inside a main landmark shows: what happened, and what can be done about it. */
export function PageError() {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const isLasting = status === 403 || status === 404;
  const detail = isRouteErrorResponse(error) ? readDetail(error.data) : null;
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-16 text-center">
      <span className="mb-3 grid size-10 place-items-center rounded-xl border border-line bg-sunken text-muted">
        <Icon name="warning" size={18} />
      </span>
      <h1 className="text-base font-semibold">{TITLES[status] ?? 'This page could not be shown'}</h1>
      <p className="mt-1 max-w-sm text-muted">
        {detail ??
          NEXT_STEPS[status] ??
          'Nothing you entered is lost. Try again; if it stays like this, the server log says why.'}
      </p>
      <div className="mt-4 flex gap-2">
        {isLasting ? null : (
          // A plain link: it reloads the page, which is what helps here.
          <a href={pathname + search} className={buttonLook({ variant: 'primary' })}>
            Try again
          </a>
        )}
        <Link to="/" className={buttonLook({ variant: isLasting ? 'primary' : 'secondary' })}>
          Overview
        </Link>
      </div>
    </div>
  );
}

/** The same for a page that stands in no other's main landmark. */
export function WholePageError() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <PageError />
    </main>
  );
}

function readDetail(body: unknown): string | null {
  if (typeof body === 'string' && body.length > 0 && body.length < 400) return body;
  if (body && typeof body === 'object' && 'message' in body && typeof body.message === 'string') return body.message;
  return null;
}
