import { bigint, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity } from './columns.ts';
import { authors, sources } from './posts.ts';
import { issueEvents, pushes } from './trackers.ts';

/** Who was told, where, and by whom. */
const told = () => ({
  authorId: bigint('author_id', { mode: 'number' })
    .notNull()
    .references(() => authors.id, { onDelete: 'cascade' }),
  sourceId: bigint('source_id', { mode: 'number' })
    .notNull()
    .references(() => sources.id),
  actor: text('actor').notNull(),
  actorName: text('actor_name').notNull(),
  createdAt: createdAt(),
});

/** Who was told what became of an issue, where, and by whom. One person is told one outcome once, wherever they wrote. */
export const loopEntries = pgTable(
  'loop_entries',
  {
    id: identity(),
    /** The outcome: the event that closed the issue. */
    eventId: bigint('event_id', { mode: 'number' })
      .notNull()
      .references(() => issueEvents.id, { onDelete: 'cascade' }),
    ...told(),
  },
  (t) => [uniqueIndex('loop_entries_once').on(t.eventId, t.authorId), index('loop_entries_author').on(t.authorId)],
);

/** Who was told that they were heard, while the issue is open, and by whom. Each person once for each issue. */
export const loopAcknowledgements = pgTable(
  'loop_acknowledgements',
  {
    id: identity(),
    pushId: bigint('push_id', { mode: 'number' })
      .notNull()
      .references(() => pushes.id, { onDelete: 'cascade' }),
    ...told(),
  },
  (t) => [
    uniqueIndex('loop_acknowledgements_once').on(t.pushId, t.authorId),
    index('loop_acknowledgements_author').on(t.authorId),
  ],
);

/** People who do not want to be told. */
export const loopOptOuts = pgTable('loop_opt_outs', {
  authorId: bigint('author_id', { mode: 'number' })
    .primaryKey()
    .references(() => authors.id, { onDelete: 'cascade' }),
  actorName: text('actor_name').notNull(),
  createdAt: createdAt(),
});
