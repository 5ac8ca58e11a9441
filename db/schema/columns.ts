import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/** Identity primary key. Ids stay below 2^53, so a JavaScript number holds them exactly. */
export function identity() {
  return bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
}

export function at(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}

export function createdAt() {
  return at('created_at').notNull().defaultNow();
}

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Words of a text with their places, as PostgreSQL's full-text search has them. Written by the database alone. */
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });
