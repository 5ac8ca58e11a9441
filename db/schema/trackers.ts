import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, createdAt, identity } from './columns.ts';
import { reports } from './reports.ts';
import { runs } from './runs.ts';

export const TRACKERS = ['github', 'jira'] as const;
export type Tracker = (typeof TRACKERS)[number];

/** A repository or a Jira project that reports may be pushed to. */
export const targets = pgTable('targets', {
  id: identity(),
  tracker: text('tracker', { enum: TRACKERS }).notNull(),
  name: text('name').notNull().unique(),
  /** API root: `https://api.github.com`, `https://HOST/api/v3`, `https://SITE.atlassian.net`. */
  baseUrl: text('base_url').notNull(),
  /** Tracker's own settings (owner and repo, e-mail and project, default labels), parsed by the tracker's zod schema. */
  config: jsonb('config').$type<Record<string, unknown>>().notNull().default({}),
  /** AES-256-GCM envelope of the token, bound to this row's id. */
  secret: text('secret'),
  /** Last four characters, all that is ever shown. */
  secretHint: text('secret_hint'),
  createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  checkedAt: at('checked_at'),
  disabledAt: at('disabled_at'),
});

type StoredFields = {
  labels: string[];
  assignees?: string[];
  milestone?: number;
  issueType?: string;
  priority?: string;
  values?: Record<string, unknown>;
};

export const PUSH_STATUSES = ['pending', 'sending', 'unknown', 'created', 'failed', 'cancelled'] as const;
export type PushStatus = (typeof PUSH_STATUSES)[number];

/** The outbox: written before anything is sent, so that no crash can make two issues or lose one. */
export const pushes = pgTable(
  'pushes',
  {
    id: identity(),
    /** Stands in the issue's body; how an issue whose answer was lost is found again. */
    marker: uuid('marker').notNull().unique(),
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id),
    targetId: bigint('target_id', { mode: 'number' })
      .notNull()
      .references(() => targets.id),
    runId: bigint('run_id', { mode: 'number' }).references(() => runs.id, { onDelete: 'set null' }),
    status: text('status', { enum: PUSH_STATUSES }).notNull().default('pending'),
    title: text('title').notNull(),
    body: text('body').notNull(),
    fields: jsonb('fields').$type<StoredFields>().notNull(),
    attemptCount: integer('attempt_count').notNull().default(0),
    firstSentAt: at('first_sent_at'),
    lastSentAt: at('last_sent_at'),
    leaseToken: text('lease_token'),
    leaseUntil: at('lease_until'),
    /** As people say it: `#12`, `ACME-12`. */
    issueKey: text('issue_key'),
    issueNumber: integer('issue_number'),
    issueId: text('issue_id'),
    issueNodeId: text('issue_node_id'),
    issueUrl: text('issue_url'),
    issueState: text('issue_state'),
    /** What the tracker silently left out (labels without push access, say). */
    droppedFields: jsonb('dropped_fields').$type<string[]>().notNull().default([]),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('pushes_report_target')
      .on(t.reportId, t.targetId)
      .where(sql`${t.status} not in ('failed', 'cancelled')`),
    index('pushes_report').on(t.reportId),
  ],
);
