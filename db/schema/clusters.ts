import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, createdAt, identity } from './columns.ts';
import { posts, type Sign } from './posts.ts';
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
export type SignCount = readonly [sign: Sign, voiceCount: number, postCount: number];

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
    /** Set when people are through with it: a report was pushed, an answer given. */
    doneAt: at('done_at'),
    /** Made by a person, from posts of their choice. One that no run found and nobody's decision makes is gone. */
    isByHand: boolean('is_by_hand').notNull().default(false),
    /** The cluster that a person merged this one into; that one may have been merged further since. */
    mergeTargetId: bigint('merge_target_id', { mode: 'number' }),
    /** Where the chain of `mergeTargetId` ends, always a root: a merge is one write, however large the clusters. */
    mergedIntoId: bigint('merged_into_id', { mode: 'number' }),
    /** For each column above that a decision has set, the decision: `{"name": 12}`. */
    decidedBy: jsonb('decided_by').$type<Record<string, number>>().notNull().default({}),
    createdInRunId: bigint('created_in_run_id', { mode: 'number' }).references(() => runs.id),
    /** Optimistic lock: every decision on the cluster adds one. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    index('clusters_state').on(t.state),
    index('clusters_merged').on(t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
    index('clusters_merge_target').on(t.mergeTargetId).where(sql`${t.mergeTargetId} is not null`),
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
    /**
     * Its voices by when each was last heard here: the sum of 2 ^ (quarters of 90 days since the start of 2020), which tells
     * what they weigh at any time; see `weighVoices`. Where no author is known, of its posts.
     */
    heardWeight: doublePrecision('heard_weight').notNull().default(0),
    /** Of these, the voices (or posts) whose time is not known. */
    undatedCount: integer('undated_count').notNull().default(0),
    /** None of its authors is known: the weights are those of posts. */
    isAnonymous: boolean('is_anonymous').notNull().default(false),
    firstSeenAt: at('first_seen_at'),
    lastSeenAt: at('last_seen_at'),
    weeks: jsonb('weeks').$type<WeekPoint[]>().notNull().default([]),
    sourceWeeks: jsonb('source_weeks').$type<SourceWeekPoint[]>().notNull().default([]),
    /** `[source id, posts]`, most first. */
    sources: jsonb('sources').$type<(readonly [sourceId: number, postCount: number])[]>().notNull().default([]),
    /** `[BCP 47 primary tag, posts]`, most first; posts too short to tell are left out. */
    languages: jsonb('languages').$type<(readonly [language: string, postCount: number])[]>().notNull().default([]),
    /** `[sign, people who show it, posts that show it]` among those that count, as `SIGNS` has them. */
    signs: jsonb('signs').$type<SignCount[]>().notNull().default([]),
    /** Where the map has it; null for one that no run laid out. Units are the map's own, see `layoutClusters`. */
    mapX: doublePrecision('map_x'),
    mapY: doublePrecision('map_y'),
    /** Of `run_themes`; null for one that is like no other. */
    themeId: bigint('theme_id', { mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.clusterId] }),
    index('run_clusters_voices').on(t.runId, t.voiceCount.desc()),
  ],
);

/**
 * Headings that one run puts over clusters about neighbouring matters. A theme goes by the id of its largest cluster, so
 * that it is the same theme in the next run as long as that is the same cluster.
 */
export const runThemes = pgTable(
  'run_themes',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    themeId: bigint('theme_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    /** Words of members that its clusters share; its title is made of them. */
    terms: jsonb('terms').$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.themeId] })],
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
    /** `posts.version` of the words that were read, so that a later run knows which posts were edited since. */
    postVersion: integer('post_version').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.runId, t.postId] }), index('run_posts_cluster').on(t.runId, t.clusterId, t.postId)],
);

/**
 * A passage of a post that is about another cluster than the post is in, as one run found it. Offsets in the text of the
 * version that the hash names. See `alsoMembers` for what still counts.
 */
export const runPassages = pgTable(
  'run_passages',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    contentHash: text('content_hash').notNull(),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    /** 0 to 1: how like the nearest posts of the cluster it is. */
    score: real('score').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.postId, t.clusterId] }),
    index('run_passages_cluster').on(t.runId, t.clusterId),
  ],
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

/**
 * Clusters that a person split, or moved posts between: no run joins them again. One row for each decision that says so,
 * the lower id first.
 */
export const apartClusters = pgTable(
  'apart_clusters',
  {
    lowId: bigint('low_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    highId: bigint('high_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    decisionId: bigint('decision_id', { mode: 'number' })
      .notNull()
      .references(() => decisions.id),
  },
  (t) => [primaryKey({ columns: [t.lowId, t.highId, t.decisionId] })],
);

export const SUGGESTION_KINDS = ['merge', 'split', 'move', 'new'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/**
 * What a run would have done otherwise, had people not decided. Whether one was accepted or refused follows from the
 * decisions that name it and hold.
 */
export const suggestions = pgTable(
  'suggestions',
  {
    id: identity(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: SUGGESTION_KINDS }).notNull(),
    /** The same for the same suggestion in every run, so that a refusal is remembered. */
    signature: text('signature').notNull(),
    /** `merge`: the survivor first. `split`: the cluster. `move`: from, to. `new`: where most of the posts are. */
    clusterIds: bigint('cluster_ids', { mode: 'number' }).array().notNull(),
    postIds: jsonb('post_ids').$type<number[]>().notNull(),
    /** 0 to 1: how much speaks for it. */
    score: real('score').notNull(),
    terms: jsonb('terms').$type<string[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('suggestions_run_signature').on(t.runId, t.signature),
    index('suggestions_signature').on(t.signature),
  ],
);

export const DECISION_KINDS = [
  'rename',
  'set_kind',
  'merge',
  'split',
  'move_posts',
  'pin_posts',
  'dismiss',
  'restore',
  'assign',
  'snooze',
  'mark_done',
  'reopen',
  'create_cluster',
  'note',
  'refuse',
  'undo',
  'redo',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * Append-only log of what people decided; a trigger refuses updates and deletes. Holds ids, never post text. The tables
 * above say what follows from it: see `pipelines/curation/fold-decisions.ts`.
 */
export const decisions = pgTable(
  'decisions',
  {
    id: identity(),
    kind: text('kind', { enum: DECISION_KINDS }).notNull(),
    /** The cluster that it is mostly about. */
    clusterId: bigint('cluster_id', { mode: 'number' })
      .notNull()
      .references(() => clusters.id),
    /** Every cluster that it touches, the one above included. */
    clusterIds: bigint('cluster_ids', { mode: 'number' }).array().notNull().default([]),
    /** `user:<id>` or `key:<id>`. */
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    /** Of an undo: the decision that no longer holds. */
    undoesId: bigint('undoes_id', { mode: 'number' }),
    /** Of a redo: the decision that holds again. */
    redoesId: bigint('redoes_id', { mode: 'number' }),
    /** The suggestion that it accepts or, with the kind `refuse`, refuses. */
    suggestionId: bigint('suggestion_id', { mode: 'number' }).references(() => suggestions.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('decisions_cluster').on(t.clusterId, t.id.desc()),
    index('decisions_clusters').using('gin', t.clusterIds),
    index('decisions_undone').on(t.undoesId).where(sql`${t.undoesId} is not null`),
    index('decisions_redone').on(t.redoesId).where(sql`${t.redoesId} is not null`),
    index('decisions_suggestion').on(t.suggestionId).where(sql`${t.suggestionId} is not null`),
  ],
);
