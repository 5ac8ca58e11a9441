import { sql } from 'drizzle-orm';
import { bigint, check, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, createdAt } from './columns.ts';

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
