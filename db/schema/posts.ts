import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { users } from './accounts.ts';
import { at, createdAt, identity, tsvector } from './columns.ts';

export const SOURCE_KINDS = ['upload', 'api', 'sample'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export const TEXT_FORMATS = ['plain', 'markdown', 'html', 'mrkdwn'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** Signs of severity, the gravest first; whom else it hits; heated words. */
export const SIGNS = [
  'data-loss',
  'security',
  'money',
  'leaving',
  'blocked',
  'crash',
  'every-time',
  'workaround',
  'others',
  'heated',
] as const;
export type Sign = (typeof SIGNS)[number];

/** A configured place that posts come from. */
export const sources = pgTable('sources', {
  id: identity(),
  name: text('name').notNull().unique(),
  kind: text('kind', { enum: SOURCE_KINDS }).notNull(),
  /** Where members write, in the reader's words: Discord, Reddit, Forum, … */
  platform: text('platform'),
  config: jsonb('config').$type<Record<string, unknown>>().notNull().default({}),
  createdById: text('created_by_id').references(() => users.id, { onDelete: 'set null' }),
  createdAt: createdAt(),
});

/** Who wrote a post, as the source names them. A post whose author is not known has none: nobody is invented. */
export const authors = pgTable(
  'authors',
  {
    id: identity(),
    sourceId: bigint('source_id', { mode: 'number' })
      .notNull()
      .references(() => sources.id),
    externalId: text('external_id').notNull(),
    name: text('name'),
    isStaff: boolean('is_staff').notNull().default(false),
    isBot: boolean('is_bot').notNull().default(false),
    /** The same person under another handle or in another source; null when this row is the person. */
    sameAsId: bigint('same_as_id', { mode: 'number' }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('authors_source_external').on(t.sourceId, t.externalId),
    index('authors_name').on(sql`search_text(${t.name}) text_pattern_ops`),
  ],
);

export const posts = pgTable(
  'posts',
  {
    id: identity(),
    sourceId: bigint('source_id', { mode: 'number' })
      .notNull()
      .references(() => sources.id),
    externalId: text('external_id').notNull(),
    authorId: bigint('author_id', { mode: 'number' }).references(() => authors.id),
    channel: text('channel'),
    thread: text('thread'),
    parentExternalId: text('parent_external_id'),
    title: text('title'),
    text: text('text').notNull(),
    format: text('format', { enum: TEXT_FORMATS }).notNull().default('plain'),
    /** BCP 47 primary tag, declared or told from the text; null when the text is too short to tell. For lists and filters. */
    language: text('language'),
    /** As the source named it; null when it did not. The engine is given no other: it tells the rest itself. */
    declaredLanguage: text('declared_language'),
    url: text('url'),
    /** When the member wrote it; null when the source does not say. */
    postedAt: at('posted_at'),
    editedAt: at('edited_at'),
    /** Set when the source deleted it: text, title and raw are erased then, the row stays as a tombstone. */
    deletedAt: at('deleted_at'),
    raw: jsonb('raw').$type<Record<string, unknown>>(),
    /** sha256 (hex) of title, NUL, text: names the version that a quote was cut from. */
    contentHash: text('content_hash').notNull(),
    /** sha256 (hex) of everything imported, so that an unchanged row is told apart without comparing it. */
    recordHash: text('record_hash').notNull(),
    version: integer('version').notNull().default(1),
    /** What its words say of how hard the matter hits, see `tellSigns`; told when they are stored. */
    signs: text('signs').array().$type<Sign[]>().notNull().default([]),
    createdAt: createdAt(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /**
     * What the search looks through, title over text. `search_text` folds case, accents and scripts without blanks. Words
     * beyond the first 100,000 characters are left out: a larger vector than the database can hold must not lose a post.
     */
    words: tsvector('words').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', search_text(coalesce(left(title, 10000), ''))), 'A') || setweight(to_tsvector('english', search_text(left(text, 100000))), 'B')`,
    ),
  },
  (t) => [
    index('posts_words').using('gin', t.words),
    uniqueIndex('posts_source_external').on(t.sourceId, t.externalId),
    index('posts_posted').on(t.postedAt.desc(), t.id.desc()),
    index('posts_author').on(t.authorId),
    index('posts_thread').on(t.sourceId, t.thread).where(sql`${t.thread} is not null`),
  ],
);

/** Earlier texts of edited posts: evidence that was quoted stays checkable. The current text is in `posts`. */
export const postVersions = pgTable(
  'post_versions',
  {
    id: identity(),
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    title: text('title'),
    text: text('text').notNull(),
    contentHash: text('content_hash').notNull(),
    editedAt: at('edited_at'),
    /** When a newer text replaced this one here. */
    replacedAt: at('replaced_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('post_versions_post_version').on(t.postId, t.version)],
);
