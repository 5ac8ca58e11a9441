import type { Role } from '#db/schema.ts';
import { ROLES } from '#db/schema.ts';
import type { Actor } from './actor.ts';
import type { Auth } from './auth.ts';

/** Who a request's session cookie stands for; null without a valid session. */
export async function getSessionActor({ auth }: { auth: Auth }, headers: Headers): Promise<Actor | null> {
  if (!headers.has('cookie')) return null;
  const session = await auth.api.getSession({ headers });
  if (!session || session.user.banned) return null;
  const role = ROLES.find((known): known is Role => known === session.user.role);
  if (!role) return null;
  return { id: `user:${session.user.id}`, name: session.user.name, role, userId: session.user.id };
}
