import { useRouteLoaderData } from '@remix-run/react';
import { formatAgo, formatDay, formatMoment } from '../format.ts';

/** The moment the page was made: all times on it are told from there. */
export function useNowAt(): number {
  const root = useRouteLoaderData<{ nowAt: number }>('root');
  return root?.nowAt ?? 0;
}

/** `3 h ago`; the exact moment on hover. */
export function Ago({ at, className }: { at: Date | string | number; className?: string }) {
  const nowAt = useNowAt();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date)} className={className}>
      {formatAgo(date, nowAt)}
    </time>
  );
}

/** `3 Mar`; the exact moment on hover. */
export function Day({ at, className }: { at: Date | string | number; className?: string }) {
  const nowAt = useNowAt();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date)} className={className}>
      {formatDay(date, nowAt)}
    </time>
  );
}
