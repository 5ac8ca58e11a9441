import type { Role } from '#db/schema.ts';
import { AppError } from '#server/errors.ts';
import type { Actor } from './actor.ts';

const everyone = ['admin', 'manager', 'product', 'marketing'] as const;
const curators = ['admin', 'manager'] as const;

/** Who may do what. Every route and endpoint names one of these; there is no other rule. */
export const PERMISSIONS = {
  'overview.read': everyone,
  'posts.read': ['admin', 'manager', 'product'],
  'posts.write': curators,
  'posts.erase': curators,
  'imports.write': curators,
  'runs.read': ['admin', 'manager', 'product'],
  'runs.write': curators,
  'clusters.read': ['admin', 'manager', 'product'],
  'clusters.curate': curators,
  'stories.read': everyone,
  'reports.read': ['admin', 'manager', 'product'],
  'reports.write': curators,
  /** Published reports that are meant for the reader's role or shared with it; the use case tells which. */
  'editions.read': everyone,
  'pushes.read': ['admin', 'manager', 'product'],
  'pushes.write': curators,
  'sources.read': ['admin', 'manager', 'product'],
  'sources.write': ['admin'],
  'targets.read': curators,
  'targets.write': ['admin'],
  'people.write': ['admin'],
  'keys.write': ['admin'],
  'workspace.write': ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

export function isAllowed(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

/** @throws AppError `unauthenticated` without an actor, `forbidden` when the actor's role may not. */
export function requireAllowed(actor: Actor | null, permission: Permission): Actor {
  if (!actor) throw new AppError('unauthenticated', 'Sign in, or send an API key as "Authorization: Bearer <key>".');
  if (!isAllowed(actor.role, permission)) {
    throw new AppError(
      'forbidden',
      `Your role (${actor.role}) may not do this. It needs ${PERMISSIONS[permission].join(' or ')}.`,
    );
  }
  return actor;
}
