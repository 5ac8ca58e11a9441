import { z } from 'zod';
import { CLUSTER_STATES, KINDS, ROLES } from '#db/schema.ts';

/** A moment: a `Date` inside, an ISO 8601 string in UTC outside. */
export const At = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime());

export const Id = z.int().min(1);

/** A number or a flag of a path or a query, where all values arrive as text. */
export function fromText<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    if (/^-?\d{1,16}$/.test(value)) return Number(value);
    return value === 'true' || value === 'false' ? value === 'true' : value;
  }, schema);
}

export function idParam(what: string) {
  return fromText(Id).describe(`Id of the ${what}.`);
}

/** A moment in a query or a body; `new Date` reads it. */
export const AtText = z.iso.datetime({ offset: true }).meta({ examples: ['2026-05-03T08:00:00Z'] });

export const Kind = z.enum(KINDS).meta({ id: 'Kind', description: 'What a post or a cluster mostly is.' });
export const ClusterState = z.enum(CLUSTER_STATES).meta({ id: 'ClusterState' });
export const Role = z.enum(ROLES).meta({ id: 'Role', description: 'What a person or a key may do.' });
export const Term = z.object({ term: z.string(), weight: z.number() }).meta({ id: 'Term' });
