import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, createdAt, identity } from './columns.ts';
import { posts } from './posts.ts';
import { runs } from './runs.ts';

export const KINDS = ['complaint', 'wish', 'question', 'praise', 'use_case', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const CLUSTER_STATES = ['open', 'dismissed'] as const;
export type ClusterState = (typeof CLUSTER_STATES)[number];
export type ClusterTerm = { readonly term: string; readonly weight: number };
/** `[Monday of the week as YYYY-MM-DD, distinct voices]`, weeks without posts left out. */
export type WeekPoint = readonly [week: string, voiceCount: number];
/** Voices of one week by the source they spoke in; their sum is the week's `WeekPoint`. */
export type SourceWeekPoint = readonly [week: string, sourceId: number, voiceCount: number];

/**
 * A cluster's lasting identity and what people decided about it. What the engine found (title, terms, counts) is in
 * `run_clusters`, per run. A later run never overwrites a column of this table that a person has set.
 */
export const clusters = pgTable(
  'clusters',
  {
    id: identity(),
    /** Set by a person; otherwise the title of the current run is shown. */
    name: text('name'),
    kindOverride: text('kind_override', { enum: KINDS }),
    state: text('state', { enum: CLUSTER_STATES }).notNull().default('open'),
    dismissReason: text('dismiss_reason'),
    /** Posts the cluster held when it was dismissed, to say "+12 since". */
    dismissedPostCount: integer('dismissed_post_count'),
    ownerId: text('owner_id').references(() => users.id, { onDelete: 'set null' }),
    snoozedUntil: at('snoozed_until'),
    /** The cluster this one was merged into, always a root: a merge is one write, however large the clusters. */
    mergedIntoId: bigint('merged_into_id', { mode: 'number' }),
    createdInRunId: bigint('created_in_run_id', { mode: 'number' }).references(() => runs.id),
    /** Optimistic lock: every decision on the cluster adds one. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('clusters_state').on(t.state),
    index('clusters_merged').on(t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
  ],
);

/** What one run says of one cluster, with the counts after decisions (kept true by each decision). */
export const runClusters = pgTable(
  'run_clusters',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    title: text('title').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    terms: jsonb('terms').$type<ClusterTerm[]>().notNull(),
    exemplarPostIds: jsonb('exemplar_post_ids').$type<number[]>().notNull(),
    postCount: integer('post_count').notNull(),
    /** Distinct people, staff and bots left out. */
    voiceCount: integer('voice_count').notNull(),
    firstSeenAt: at('first_seen_at'),
    lastSeenAt: at('last_seen_at'),
    weeks: jsonb('weeks').$type<WeekPoint[]>().notNull().default([]),
    sourceWeeks: jsonb('source_weeks').$type<SourceWeekPoint[]>().notNull().default([]),
    /** `[source id, posts]`, most first. */
    sources: jsonb('sources').$type<(readonly [sourceId: number, postCount: number])[]>().notNull().default([]),
    /** `[BCP 47 primary tag, posts]`, most first; posts too short to tell are left out. */
    languages: jsonb('languages').$type<(readonly [language: string, postCount: number])[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.clusterId] }),
    index('run_clusters_voices').on(t.runId, t.voiceCount.desc()),
  ],
);

/** Where one run placed one post (null cluster: it belongs nowhere) and what kind of post it is. Never updated. */
export const runPosts = pgTable(
  'run_posts',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    clusterId: bigint('cluster_id', { mode: 'number' }).references(() => clusters.id),
    /** 0 to 1: how well the post fits its cluster; 0 when unplaced. */
    score: real('score').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    kindScore: real('kind_score').notNull(),
    /** Everything the post is, likeliest first; `kind` is the one it is listed under. A correction changes it at once. */
    kinds: text('kinds').array().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.runId, t.postId] }), index('run_posts_cluster').on(t.runId, t.clusterId, t.postId)],
);

/** A person's word on where a post belongs; it outranks every run. Null cluster: taken out of all clusters. */
export const pins = pgTable(
  'pins',
  {
    postId: bigint('post_id', { mode: 'number' })
      .primaryKey()
      .references(() => posts.id, { onDelete: 'cascade' }),
    clusterId: bigint('cluster_id', { mode: 'number' }).references(() => clusters.id),
    decisionId: bigint('decision_id', { mode: 'number' })
      .notNull()
      .references(() => decisions.id),
  },
  (t) => [index('pins_cluster').on(t.clusterId)],
);

export const DECISION_KINDS = ['rename', 'dismiss', 'restore', 'move_posts'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Append-only log of what people decided; a trigger refuses updates and deletes. Holds ids, never post text. */
export const decisions = pgTable(
  'decisions',
  {
    id: identity(),
    kind: text('kind', { enum: DECISION_KINDS }).notNull(),
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    /** `user:<id>` or `key:<id>`. */
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    undoesId: bigint('undoes_id', { mode: 'number' }),
    createdAt: createdAt(),
  },
  (t) => [index('decisions_cluster').on(t.clusterId, t.id.desc())],
);
