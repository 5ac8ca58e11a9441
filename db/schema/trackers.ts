import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
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
  /** What the tracker signs its webhooks with, in an envelope of its own; null: none are expected. */
  webhookSecret: text('webhook_secret'),
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

/** How an issue stands, in every tracker's stead. `lost`: it was deleted, or moved out of sight. */
export const ISSUE_STATUSES = ['open', 'completed', 'not_planned', 'duplicate', 'lost'] as const;
export type IssueStatus = (typeof ISSUE_STATUSES)[number];
export const EVENT_CAUSES = ['webhook', 'poll', 'person'] as const;
export type EventCause = (typeof EVENT_CAUSES)[number];

export const PUSH_STATUSES = ['pending', 'sending', 'unknown', 'created', 'failed', 'cancelled'] as const;
export type PushStatus = (typeof PUSH_STATUSES)[number];

/** `edited`: a person changed our comment, and `gone`: took it away; neither is ever written again. */
export const COMMENT_STATES = ['ours', 'edited', 'gone'] as const;

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
    /** Where the tracker's API has it; an issue that was moved is elsewhere. */
    issueApiUrl: text('issue_api_url'),
    issueStatus: text('issue_status', { enum: ISSUE_STATUSES }),
    /** In the tracker's own words. */
    issueStatusText: text('issue_status_text'),
    /** By the tracker's clock: a reading older than this one says nothing. */
    issueUpdatedAt: at('issue_updated_at'),
    issueReadAt: at('issue_read_at'),
    /** When to look at the issue again; null: not by itself. */
    lookAt: at('look_at').defaultNow(),
    lookCause: text('look_cause', { enum: EVENT_CAUSES }).notNull().default('poll'),
    /** Why the tracker could not be asked last time, in words. */
    lookFailure: text('look_failure'),
    /** The issue was there already and the report was attached to it: nothing in it but our comment is ours. */
    isLinked: boolean('is_linked').notNull().default(false),
    /** Our one comment about later evidence, and sha256 (hex) of its body as the tracker gave it back. */
    commentId: text('comment_id'),
    commentHash: text('comment_hash'),
    commentText: text('comment_text'),
    commentedAt: at('commented_at'),
    commentState: text('comment_state', { enum: COMMENT_STATES }).notNull().default('ours'),
    commentFailure: text('comment_failure'),
    /** When to look for later evidence next. */
    evidenceAt: at('evidence_at').defaultNow(),
    /** When words that members had erased were last taken out of the issue. */
    retractedAt: at('retracted_at'),
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
    index('pushes_look').on(t.lookAt).where(sql`${t.status} = 'created'`),
    index('pushes_issue').on(t.targetId, t.issueId),
  ],
);

/** Erased words that have to be taken out of an issue. The row goes as soon as that is done. */
export const retractions = pgTable(
  'retractions',
  {
    id: identity(),
    pushId: bigint('push_id', { mode: 'number' })
      .notNull()
      .references(() => pushes.id, { onDelete: 'cascade' }),
    /** Hashes by which the words are known again without being kept; see `pipelines/erasure/erased-matter.ts`. */
    fingerprints: jsonb('fingerprints').$type<string[]>().notNull(),
    notBeforeAt: at('not_before_at').notNull().defaultNow(),
    /** Why the tracker did not do it, in words. */
    failure: text('failure'),
    createdAt: createdAt(),
  },
  (t) => [index('retractions_push').on(t.pushId), index('retractions_due').on(t.notBeforeAt)],
);

export const EVENT_KINDS = ['status', 'moved', 'lost', 'found'] as const;

/** What became of an issue, as it was noticed; never changed afterwards. */
export const issueEvents = pgTable(
  'issue_events',
  {
    id: identity(),
    pushId: bigint('push_id', { mode: 'number' })
      .notNull()
      .references(() => pushes.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: EVENT_KINDS }).notNull(),
    fromStatus: text('from_status', { enum: ISSUE_STATUSES }).notNull(),
    toStatus: text('to_status', { enum: ISSUE_STATUSES }).notNull(),
    /** The tracker's own words, or the new address. */
    detail: text('detail'),
    cause: text('cause', { enum: EVENT_CAUSES }).notNull(),
    /** By the tracker's clock. */
    happenedAt: at('happened_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('issue_events_push').on(t.pushId, t.id.desc())],
);

/** Webhooks that had their effect: a tracker sends one again under the same id. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    targetId: bigint('target_id', { mode: 'number' })
      .notNull()
      .references(() => targets.id, { onDelete: 'cascade' }),
    deliveryId: text('delivery_id').notNull(),
    event: text('event').notNull(),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.targetId, t.deliveryId] }), index('webhook_deliveries_received').on(t.receivedAt)],
);
