import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, createdAt, identity } from './columns.ts';

/** The one row (id 1) of things that hold for the whole installation. */
export const workspace = pgTable(
  'workspace',
  {
    id: integer('id').primaryKey().default(1),
    name: text('name').notNull().default('Refrain'),
    /** The clustering run whose placements every page shows. Moving this pointer publishes a run at once. */
    currentRunId: bigint('current_run_id', { mode: 'number' }),
    sampleLoadedAt: at('sample_loaded_at'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [check('workspace_single', sql`${t.id} = 1`)],
);

/** A set of filters of the clusters list that a person gave a name. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: identity(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** The filters as they stand in the address, without a question mark. */
    search: text('search').notNull(),
    /** Whether everybody sees it. */
    isShared: boolean('is_shared').notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('saved_views_user_name').on(t.userId, t.name)],
);

/** Answers to writes that carried an `Idempotency-Key`, so that a repeated request gets the same answer. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actor: text('actor').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    body: text('body'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] })],
);
