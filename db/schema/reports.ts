import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { clusters } from './clusters.ts';
import { at, createdAt, identity } from './columns.ts';
import { posts } from './posts.ts';

export const AUDIENCES = ['product', 'marketing'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const reports = pgTable('reports', {
  id: identity(),
  title: text('title').notNull(),
  audience: text('audience', { enum: AUDIENCES }).notNull().default('product'),
  /** Markdown, written by the manager over the generated draft. */
  summary: text('summary').notNull().default(''),
  /** The draft as generated from the posts, kept to show what the manager changed. */
  draft: text('draft').notNull().default(''),
  namesAuthors: boolean('names_authors').notNull().default(false),
  /** What was frozen at publishing, and its sha256. */
  snapshot: jsonb('snapshot').$type<Record<string, unknown>>(),
  checksum: text('checksum'),
  publishedAt: at('published_at'),
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
    position: integer('position').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('quotes_report').on(t.reportId, t.position),
    index('quotes_post').on(t.postId),
    check('quotes_span', sql`${t.startOffset} >= 0 and ${t.endOffset} > ${t.startOffset}`),
  ],
);
