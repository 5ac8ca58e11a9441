import { sql } from 'drizzle-orm';
import { bigint, check, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, bytea, createdAt } from './columns.ts';
import { posts } from './posts.ts';

/** The endpoint that makes vectors of posts, in one row (id 1). No row: none is asked, and no post leaves this machine. */
export const embeddingsEndpoint = pgTable(
  'embeddings_endpoint',
  {
    id: integer('id').primaryKey().default(1),
    /** Root of an OpenAI-compatible API, such as `http://localhost:11434/v1`. */
    url: text('url').notNull(),
    model: text('model').notNull(),
    /** AES-256-GCM envelope of the key, bound to this row; null: the endpoint asks for none. */
    secret: text('secret'),
    /** Last four characters, all that is ever shown. */
    secretHint: text('secret_hint'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [check('embeddings_endpoint_single', sql`${t.id} = 1`)],
);

/** Vectors that an endpoint made, so that no version of a post is sent twice. */
export const postVectors = pgTable(
  'post_vectors',
  {
    postId: bigint('post_id', { mode: 'number' })
      .notNull()
      .references(() => posts.id, { onDelete: 'cascade' }),
    model: text('model').notNull(),
    /** The version of the post that the vector is of. */
    contentHash: text('content_hash').notNull(),
    /** Little-endian floats of four bytes. */
    vector: bytea('vector').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.postId, t.model] })],
);
