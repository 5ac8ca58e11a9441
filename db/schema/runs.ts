import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, bytea, createdAt, identity } from './columns.ts';
import { sources } from './posts.ts';

export const RUN_KINDS = ['import', 'cluster', 'push'] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export const RUN_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/**
 * One piece of long work that people can see. The queue only says "look at run N"; this row is the truth. A worker
 * holds a run while its `leaseToken` is in the row and `heartbeatAt` is fresh; every write of the work checks the token.
 */
export const runs = pgTable(
  'runs',
  {
    id: identity(),
    kind: text('kind', { enum: RUN_KINDS }).notNull(),
    status: text('status', { enum: RUN_STATUSES }).notNull().default('queued'),
    title: text('title').notNull(),
    /** What to do, parsed by the run's own zod schema. Never secrets. */
    input: jsonb('input').$type<Record<string, unknown>>().notNull().default({}),
    /** Where a later attempt goes on; written in the same transaction as the work it speaks of. */
    checkpoint: jsonb('checkpoint').$type<Record<string, unknown>>().notNull().default({}),
    /** What came of it: counts, and for clustering the manifest (input hash, seed, parameters, version, timings). */
    result: jsonb('result').$type<Record<string, unknown>>(),
    stage: text('stage'),
    doneCount: bigint('done_count', { mode: 'number' }).notNull().default(0),
    totalCount: bigint('total_count', { mode: 'number' }),
    attemptCount: integer('attempt_count').notNull().default(0),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    leaseToken: text('lease_token'),
    heartbeatAt: at('heartbeat_at'),
    /** A run that must wait (a tracker's rate limit, say) is queued again, not before this time. */
    notBeforeAt: at('not_before_at'),
    cancelRequestedAt: at('cancel_requested_at'),
    createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('runs_open').on(t.heartbeatAt).where(sql`${t.status} in ('queued', 'running')`),
    index('runs_kind').on(t.kind, t.id.desc()),
    /** At most one clustering run waits or works at a time. */
    uniqueIndex('runs_one_clustering')
      .on(t.kind)
      .where(sql`${t.kind} = 'cluster' and ${t.status} in ('queued', 'running')`),
  ],
);

/** A file on its way in, kept in the database so that any worker on any machine can read it. */
export const uploads = pgTable('uploads', {
  id: identity(),
  fileName: text('file_name').notNull(),
  byteCount: bigint('byte_count', { mode: 'number' }).notNull().default(0),
  sha256: text('sha256'),
  sourceId: bigint('source_id', { mode: 'number' }).references(() => sources.id),
  /** Format, encoding, columns, guessed mapping and preview, once inspected. */
  inspection: jsonb('inspection').$type<Record<string, unknown>>(),
  createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  /** Null while bytes are still arriving. */
  completedAt: at('completed_at'),
});

export const uploadChunks = pgTable(
  'upload_chunks',
  {
    uploadId: bigint('upload_id', { mode: 'number' })
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.position] })],
);

/** Records that an import could not take, each with its place and reason. */
export const rejectedRows = pgTable(
  'rejected_rows',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    line: integer('line').notNull(),
    reason: text('reason').notNull(),
    excerpt: text('excerpt').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.runId, t.line] })],
);
