import type { Role } from '#db/schema.ts';

/** Who acts: a signed-in person, or a program with an API key. */
export type Actor = {
  /** `user:<id>` or `key:<id>`; what decisions record. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The person's id for foreign keys; null for an API key. */
  readonly userId: string | null;
};
