import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from './nonce.ts';

// Longer than any page takes: what is still pending then is given up, so that no request hangs.
const ABORT_AFTER_MS = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Security-Policy', contentSecurityPolicy(nonce));
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Referrer-Policy', 'strict-origin-when-cross-origin');
  // Pages hold what members wrote and who is signed in: no cache between may keep them.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');

  return new Promise((resolve, reject) => {
    let responseStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={ABORT_AFTER_MS} />
      </NonceContext.Provider>,
      {
        nonce,
        // No page waits for a part of itself, and one piece is parsed and laid out once.
        onAllReady() {
          clearTimeout(timer);
          const page = pipe(new PassThrough());
          buffer(page).then((body) => resolve(new Response(body, { headers, status: responseStatus })), reject);
        },
        onShellError: reject,
        onError(error) {
          responseStatus = 500;
          console.error('page could not be rendered', error);
        },
      },
    );
    const timer = setTimeout(abort, ABORT_AFTER_MS + 1000);
  });
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Charts and bars carry their sizes in style attributes; toasts and dialogs add a style element.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
