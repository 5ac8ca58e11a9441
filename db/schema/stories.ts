import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { createdAt, identity } from './columns.ts';
import { posts } from './posts.ts';
import { runs } from './runs.ts';

/** The kinds that a post can be said to be of, several at a time. */
export const SAID_KINDS = ['complaint', 'wish', 'question', 'praise', 'use_case'] as const;
export type SaidKind = (typeof SAID_KINDS)[number];

/** A person's word on one post: it is of a kind, or it is not. It outranks every run, and the next run learns from it. */
export const kindCorrections = pgTable(
  'kind_corrections',
  {
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: SAID_KINDS }).notNull(),
    holds: boolean('holds').notNull(),
    /** `user:<id>` or `key:<id>`. */
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.kind] })],
);

/** A sentence in which a member tells what they use the product for, as one run found it. Offsets in the post's text. */
export const runUses = pgTable(
  'run_uses',
  {
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    contentHash: text('content_hash').notNull(),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    who: text('who'),
    what: text('what'),
    purpose: text('purpose').notNull(),
    strength: real('strength').notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.postId] })],
);

/** What the product is meant for, one use a row: typed in settings, or a story that somebody found known. */
export const intendedUses = pgTable('intended_uses', {
  id: identity(),
  text: text('text').notNull().unique(),
  createdAt: createdAt(),
});

/** What a person said of a told use. */
export const useMarks = pgTable('use_marks', {
  postId: bigint('post_id', { mode: 'number' })
    .primaryKey()
    .references(() => posts.id, { onDelete: 'cascade' }),
  mark: text('mark', { enum: ['known', 'surprising'] }).notNull(),
  /** The intended use that a "known" added, so that taking the mark back takes it away. */
  intendedUseId: bigint('intended_use_id', { mode: 'number' }).references(() => intendedUses.id, {
    onDelete: 'set null',
  }),
  actor: text('actor').notNull(),
  actorName: text('actor_name').notNull(),
  createdAt: createdAt(),
});

/** The product's own documentation: how often each stem stands in it. The text itself is not kept. */
export const productDocs = pgTable(
  'product_docs',
  {
    id: identity(),
    name: text('name').notNull(),
    url: text('url'),
    stems: jsonb('stems').$type<Record<string, number>>().notNull(),
    wordCount: integer('word_count').notNull(),
    createdAt: createdAt(),
  },
  (t) => [check('product_docs_name', sql`${t.name} <> ''`)],
);
