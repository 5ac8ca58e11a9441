import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, identity } from './columns.ts';
import { runs } from './runs.ts';
import type { SaidKind } from './stories.ts';

/**
 * What other workers must know to help a clustering run tell what posts are and what their authors use the product for. Ends
 * with the run's attempt, and its parts with it. Neither holds words of a post, the product's names aside.
 */
export const runTellings = pgTable(
  'run_tellings',
  {
    id: identity(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** The worker that works on the run. It tells whatever nobody else does. */
    workerId: text('worker_id').notNull(),
    /** Names the code that tells: a worker with other code could tell otherwise. */
    engine: text('engine').notNull(),
    productNames: text('product_names').array().notNull(),
    /** Posts whose kinds people put right, in the order in which they are learned. */
    learned: jsonb('learned').$type<readonly LearnedPostRef[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('run_tellings_run').on(t.runId)],
);

export type LearnedPostRef = {
  readonly postId: number;
  readonly position: 'opener' | 'own_reply' | 'reply' | null;
  readonly labels: readonly SaidKind[];
  readonly judged: readonly SaidKind[];
};

/** Some of a run's posts, to be told by whoever takes them first. A part whose worker dies is told by the run's own. */
export const runParts = pgTable(
  'run_parts',
  {
    tellingId: bigint('telling_id', { mode: 'number' })
      .notNull()
      .references(() => runTellings.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    postIds: bigint('post_ids', { mode: 'number' }).array().notNull(),
    /** A character for each post; see `server/parts/marks.ts`. */
    marks: text('marks').notNull(),
    takenBy: text('taken_by'),
    result: jsonb('result').$type<PartResult>(),
  },
  (t) => [primaryKey({ columns: [t.tellingId, t.position] })],
);

/** Numbers only; see `ToldPart`. */
export type PartResult = {
  /** Of the words that were read: those of posts that have changed since the run read them do not count. */
  readonly digest: string;
  readonly probabilities: readonly number[];
  readonly reasons: readonly number[];
  readonly uses: readonly number[];
};
