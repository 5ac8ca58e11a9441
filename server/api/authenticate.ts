import type { Actor } from '#server/accounts/actor.ts';
import { getKeyActor } from '#server/accounts/get-key-actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { AppError } from '#server/errors.ts';

/**
 * Who asks: an API key, or else the session cookie. A cookie goes along with requests that other sites make, so with it
 * a write must come from a page of this site.
 * @returns null for neither. @throws AppError `unauthenticated` for a bad key, `forbidden` for a foreign page.
 */
export async function authenticate(context: AppContext, request: Request): Promise<Actor | null> {
  if (request.headers.has('authorization')) {
    const actor = await getKeyActor(context, request.headers);
    if (actor) return actor;
    throw new AppError(
      'unauthenticated',
      'This API key is not known here or was revoked. Send one as "Authorization: Bearer refrain_…".',
    );
  }
  if (context.actor && !isRead(request) && !isFromThisSite(request, context.config.publicUrl)) {
    throw new AppError(
      'forbidden',
      'With a session cookie, changes must come from a page of this site. Programs use an API key.',
    );
  }
  return context.actor;
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function isFromThisSite(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === new URL(request.url).host;
}
