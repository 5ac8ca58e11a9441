import type { Role } from '#db/schema.ts';
import { isAllowed, PERMISSIONS, type Permission } from './permissions.ts';

/** All that a role may do, so that pages offer only that. */
export function findPermissions(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isAllowed(role, permission));
}
