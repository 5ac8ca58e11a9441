import type { Role } from '#db/schema.ts';
import { ROLE_LOOKS } from '../ui/role.ts';

const ROLES = Object.keys(ROLE_LOOKS) as Role[];

/** Roles with what each may do, so that nobody has to guess. */
export function RoleChoice({ legend, chosen }: { legend: string; chosen: Role }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-muted">{legend}</legend>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {ROLES.map((role) => (
          <label key={role} className="flex items-start gap-2 max-md:py-1">
            <input
              type="radio"
              name="role"
              value={role}
              defaultChecked={role === chosen}
              className="mt-0.5 size-4 accent-accent-fill"
            />
            <span>
              <span className="font-medium">{ROLE_LOOKS[role].label}</span>
              <span className="block text-xs text-muted">{capitalise(ROLE_LOOKS[role].does)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
