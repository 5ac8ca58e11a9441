import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { clusters } from './clusters.ts';
import { at, createdAt, identity } from './columns.ts';
import { posts } from './posts.ts';
import { runs } from './runs.ts';

export const AUDIENCES = ['product', 'marketing'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Who a shared report may be opened by, beside those who curate. */
export const SHARE_ROLES = ['product', 'marketing'] as const;
export type ShareRole = (typeof SHARE_ROLES)[number];
/** Before anybody recorded an answer, a post is `not_asked`. */
export const CONSENT_STATES = ['not_asked', 'asked', 'granted', 'declined', 'revoked'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

export const reports = pgTable('reports', {
  id: identity(),
  title: text('title').notNull(),
  audience: text('audience', { enum: AUDIENCES }).notNull().default('product'),
  /** Markdown, written by the manager over the generated draft. */
  summary: text('summary').notNull().default(''),
  /** The draft as generated from the posts, kept to show what the manager changed. */
  draft: text('draft').notNull().default(''),
  namesAuthors: boolean('names_authors').notNull().default(false),
  /** What the posts were when the draft was generated: the run, and how many posts the claims speak of. */
  draftedAt: at('drafted_at').notNull().defaultNow(),
  draftRunId: bigint('draft_run_id', { mode: 'number' }).references(() => runs.id),
  version: integer('version').notNull().default(1),
  createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const reportClusters = pgTable(
  'report_clusters',
  {
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.clusterId] }), index('report_clusters_cluster').on(t.clusterId)],
);

/** Whether a quote bears the report out or speaks against it. */
export const STANCES = ['supports', 'disagrees'] as const;
export type Stance = (typeof STANCES)[number];

/** A span of a stored version of a post. The words are never stored here: they are cut from the version when shown. */
export const quotes = pgTable(
  'quotes',
  {
    id: identity(),
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id),
    /** UTF-16 code units into the version's text; end is exclusive. */
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    /** `content_hash` of the version it was cut from. */
    contentHash: text('content_hash').notNull(),
    permalink: text('permalink'),
    stance: text('stance', { enum: STANCES }).notNull().default('supports'),
    position: integer('position').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('quotes_report').on(t.reportId, t.position),
    index('quotes_post').on(t.postId),
    check('quotes_span', sql`${t.startOffset} >= 0 and ${t.endOffset} > ${t.startOffset}`),
  ],
);

/** A statement of a report's draft and exactly the posts it rests on; the summary cites it as `[^key]`. */
export const reportClaims = pgTable(
  'report_claims',
  {
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    key: integer('key').notNull(),
    label: text('label').notNull(),
    postIds: jsonb('post_ids').$type<number[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.key] })],
);

/**
 * A report as it was published, never changed afterwards (a trigger refuses it) but by an erasure. `content` holds no member's words:
 * quotes stand in it as spans of versions, whose hashes name the words, so that an erased post is gone from it as well.
 */
export const reportEditions = pgTable(
  'report_editions',
  {
    id: identity(),
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    /** 1 for the first. */
    number: integer('number').notNull(),
    /** JSON, kept as the very text that the checksum is of. */
    content: text('content').notNull(),
    /** sha256 (hex) of `content`, as it was published. */
    checksum: text('checksum').notNull(),
    /** Set when a member's erased words had to be taken out of `content`: it differs from its checksum since. */
    erasedAt: at('erased_at'),
    publishedById: text('published_by_id').references(() => users.id, { onDelete: 'set null' }),
    publishedAt: at('published_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('report_editions_number').on(t.reportId, t.number)],
);

/** An address that opens a report to signed-in people of one role, until it is revoked. */
export const reportShares = pgTable(
  'report_shares',
  {
    id: identity(),
    reportId: bigint('report_id', { mode: 'number' })
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    /** Part of the address. Not a secret by itself: whoever opens it signs in and must have the role. */
    token: text('token').notNull().unique(),
    role: text('role', { enum: SHARE_ROLES }).notNull(),
    createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    revokedAt: at('revoked_at'),
  },
  (t) => [index('report_shares_report').on(t.reportId)],
);

/**
 * What a member said about the use of their words outside, one row for each answer; the newest holds. Append-only but
 * for `wording` and `note`, which are emptied when the post is erased.
 */
export const consents = pgTable(
  'consents',
  {
    id: identity(),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    state: text('state', { enum: CONSENT_STATES }).notNull(),
    /** Where the words may be used: "website", "newsletter"; empty unless granted. */
    scope: text('scope').notNull().default(''),
    /** The wording agreed on for naming the member: "Ana, Lisbon"; empty for unnamed. */
    wording: text('wording').notNull().default(''),
    note: text('note').notNull().default(''),
    expiresAt: at('expires_at'),
    recordedById: text('recorded_by_id').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [index('consents_post').on(t.postId, t.id.desc())],
);
