import { z } from 'zod';
import { DECISION_KINDS } from '#db/schema.ts';
import { At, AtText, Id, Kind } from '#server/api/fields.ts';
import { MAX_NOTE_LENGTH } from '#server/decisions/add-note.ts';
import { MAX_TARGETS } from '#server/decisions/change-fields.ts';
import { MAX_REASON_LENGTH } from '#server/decisions/dismiss-cluster.ts';
import { MAX_PLACED_POSTS } from '#server/decisions/place-posts.ts';
import { MAX_NAME_LENGTH } from '#server/decisions/rename-cluster.ts';

const Change = z.record(z.string(), z.unknown());

export const Decision = z
  .object({
    id: Id,
    kind: z.enum(DECISION_KINDS),
    summary: z.string().describe('What was decided, as it follows the person’s name.'),
    clusterId: Id.describe('The cluster that it is mostly about.'),
    clusterIds: z.array(Id).describe('Every cluster that it touches.'),
    actor: z.string().describe('`user:<id>` or `key:<id>`.'),
    actorName: z.string(),
    before: Change.describe(
      'What it found: fields by cluster, and pins. `clustersBy` and `decisionId` say who had set them.',
    ),
    after: Change.describe('What it set: fields by cluster, pins, pairs of clusters that no run may join, a note.'),
    undoesId: Id.nullable().describe('Of an undo: the decision that no longer holds.'),
    redoesId: Id.nullable().describe('Of a redo: the decision that holds again.'),
    isUndone: z.boolean(),
    createdAt: At,
  })
  .meta({ id: 'Decision', description: 'One act of curation. The log is only ever appended to.' });

export const DecisionOutcome = z
  .object({
    status: z.enum(['changed', 'unchanged']).describe('`unchanged`: all was so already, nothing was recorded.'),
    decisionId: Id.nullable(),
    version: z.int().min(1).describe('The cluster’s version now.'),
    versions: z.record(z.string(), z.int().min(1)).describe('Versions now of all clusters that it touched, by id.'),
  })
  .meta({ id: 'DecisionOutcome' });

export const PlacingOutcome = DecisionOutcome.extend({
  newClusterIds: z.array(Id).describe('Clusters that it made, in the order given.'),
}).meta({ id: 'PlacingOutcome' });

export const Reversal = z
  .strictObject({
    withLater: z
      .boolean()
      .default(false)
      .describe('Also take back later decisions that stand in the way; without it they are named in `conflicts`.'),
  })
  .meta({ id: 'Reversal', examples: [{}, { withLater: true }] });

export const ReversalOutcome = z
  .object({
    status: z.enum(['changed', 'unchanged']).describe('`unchanged`: it was so already.'),
    decisionIds: z.array(Id).describe('Rows added to the log; the last one is for the decision that was asked for.'),
    versions: z.record(z.string(), z.int().min(1)).describe('Versions now of all clusters that were touched, by id.'),
  })
  .meta({ id: 'ReversalOutcome' });

export const expectedVersion = z
  .int()
  .min(1)
  .optional()
  .describe('`version` of the cluster as you saw it: when it changed since, the answer is a conflict that says how.');

export const Target = z.strictObject({ clusterId: Id, expectedVersion }).meta({ id: 'DecisionTarget' });
export const targets = z.array(Target).min(1).max(MAX_TARGETS).describe('Clusters that it is about, in one decision.');

export const PostFilterBody = z
  .strictObject({
    q: z.string().max(200).optional().describe('Words that must stand in text, title or author.'),
    sourceId: Id.optional(),
    language: z.string().min(2).max(10).optional(),
    kind: Kind.optional(),
    placed: z.boolean().optional().describe('Whether it is in a cluster.'),
    clusterId: Id.optional(),
    from: AtText.optional().describe('Written at this time or later.'),
    to: AtText.optional().describe('Written before this time.'),
  })
  .refine((filter) => Object.keys(filter).length > 0, 'Name at least one filter.')
  .meta({ id: 'PostFilter', description: 'The filters of `GET /posts`.' });

/** What each kind of decision takes, beside the clusters that it is about. */
export const name = z.string().max(MAX_NAME_LENGTH).describe('Empty: the title that the runs find.');
export const kind = Kind.nullable().describe('Null: what the runs say.');
export const reason = z.string().max(MAX_REASON_LENGTH).nullish();
export const ownerId = z.string().min(1).max(100).nullable().describe('A person’s id; null: nobody.');
export const until = AtText.nullable().describe('Null: wake it.');
export const note = z.string().min(1).max(MAX_NOTE_LENGTH);
export const postIds = z.array(Id).min(1).max(MAX_PLACED_POSTS);
export const newName = z
  .string()
  .max(MAX_NAME_LENGTH)
  .nullish()
  .describe('Without one: the title that a run would give.');

/** Posts by id, or all that a filter leaves. */
export const chosenPosts = {
  postIds: postIds.optional(),
  filter: PostFilterBody.optional().describe('Instead of `postIds`: all posts that it leaves.'),
};
export const ONE_CHOICE = 'Give either postIds or filter.';
export function isOneChoice({ postIds, filter }: { postIds?: unknown; filter?: unknown }): boolean {
  return (postIds === undefined) !== (filter === undefined);
}
