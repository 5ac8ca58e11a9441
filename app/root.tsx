import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Links, Meta, Outlet, ScrollRestoration, useRouteLoaderData } from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import './app.css';
import { NonceContext } from './nonce.ts';
import { WholePageError } from './shell/page-error.tsx';
import { PageScripts } from './shell/page-scripts.tsx';
import { RouteProgress } from './shell/route-progress.tsx';
import { readTheme } from './theme.ts';
import { readIsPhone } from './ui/phone.ts';

export const meta: MetaFunction = () => [{ title: 'Refrain' }];
export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  // Asked for with the styles, not after them: the page is laid out once, in its own letters.
  { rel: 'preload', href: inter, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
];

export function loader({ request }: LoaderFunctionArgs) {
  // One clock for the page: server and browser say "3 minutes ago" from the same moment.
  return { theme: readTheme(request), isPhone: readIsPhone(request), nowAt: Date.now() };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const theme = useRouteLoaderData<typeof loader>('root')?.theme ?? 'system';
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <PageScripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <>
      <RouteProgress />
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
