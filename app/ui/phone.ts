import { useRouteLoaderData } from '@remix-run/react';

/** Browsers that say so; the others are sent everything and hide by style what they have no room for. */
export function readIsPhone(request: Request): boolean {
  return request.headers.get('Sec-CH-UA-Mobile') === '?1';
}

export function useIsPhone(): boolean {
  return useRouteLoaderData<{ isPhone: boolean }>('root')?.isPhone ?? false;
}
