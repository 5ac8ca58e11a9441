import { redirect } from '@remix-run/node';
import type { AppContext } from '#server/app-context.ts';
import type { Actor } from './actor.ts';
import { isAllowed, PERMISSIONS, type Permission } from './permissions.ts';

/**
 * First line of every page's loader and action.
 * @throws a redirect to the sign-in page when nobody is signed in, a 403 response when the role may not.
 */
export function requirePermission(context: AppContext, request: Request, permission: Permission): Actor {
  if (!context.actor) {
    const url = new URL(request.url);
    const next = request.method === 'GET' ? `${url.pathname.replace(/\.data$/, '')}${url.search}` : '/';
    throw redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
  }
  if (!isAllowed(context.actor.role, permission)) {
    const roles = PERMISSIONS[permission].join(' or ');
    throw new Response(`Your role (${context.actor.role}) may not open this page. It needs ${roles}.`, { status: 403 });
  }
  return context.actor;
}
