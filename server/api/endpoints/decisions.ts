import { z } from 'zod';
import { DECISION_KINDS } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, fromText, Id } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import type { Database } from '#server/database/database.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { findDecisions } from '#server/decisions/find-decisions.ts';
import { MAX_MOVED_POSTS, movePosts } from '#server/decisions/move-posts.ts';
import type { DecisionOutcome as Outcome } from '#server/decisions/record-decision.ts';
import { MAX_NAME_LENGTH, renameCluster } from '#server/decisions/rename-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';

const Change = z.record(z.string(), z.unknown());

const Decision = z
  .object({
    id: Id,
    kind: z.enum(DECISION_KINDS),
    clusterId: Id,
    actor: z.string().describe('`user:<id>` or `key:<id>`.'),
    actorName: z.string(),
    before: Change,
    after: Change,
    createdAt: At,
  })
  .meta({ id: 'Decision', description: 'One act of curation. The log is only ever appended to.' });

const about = {
  clusterId: Id,
  expectedVersion: z
    .int()
    .min(1)
    .optional()
    .describe('`version` of the cluster as you saw it: when it changed since, the answer is a conflict.'),
};

const NewDecision = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('rename'),
      ...about,
      name: z.string().max(MAX_NAME_LENGTH).describe('Empty: the title that the runs find.'),
    }),
    z.strictObject({ kind: z.literal('dismiss'), ...about, reason: z.string().max(500).nullish() }),
    z.strictObject({ kind: z.literal('restore'), ...about }),
    z.strictObject({
      kind: z.literal('move_posts'),
      ...about,
      postIds: z.array(Id).min(1).max(MAX_MOVED_POSTS),
      toClusterId: Id.nullable().describe('Null: out of all clusters.'),
    }),
  ])
  .meta({
    id: 'NewDecision',
    examples: [
      { kind: 'rename', clusterId: 3, name: 'Export to CSV hangs', expectedVersion: 1 },
      { kind: 'dismiss', clusterId: 3, reason: 'Fixed in 2.4' },
      { kind: 'move_posts', clusterId: 3, postIds: [41, 57], toClusterId: null },
    ],
  });
type NewDecision = z.output<typeof NewDecision>;

const DecisionOutcome = z
  .object({
    status: z.enum(['changed', 'unchanged']).describe('`unchanged`: all was so already, nothing was recorded.'),
    decisionId: Id.nullable(),
    version: z.int().min(1).describe('The cluster’s version now.'),
  })
  .meta({ id: 'DecisionOutcome' });

export const decisionEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/decisions',
    operationId: 'listDecisions',
    tag: 'decisions',
    summary: 'List decisions, newest first',
    permission: 'clusters.read',
    query: { ...pageQuery, clusterId: fromText(Id).optional().describe('Also what brought posts into it.') },
    answer: { status: 200, description: 'A page of the log.', schema: pageOf(Decision, 'DecisionPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const before = readCursor(request, Id);
      const rows = await findDecisions(context, { ...filter, before, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (decision) => decision.id });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/decisions',
    operationId: 'decide',
    tag: 'decisions',
    summary: 'Rename, dismiss or restore a cluster, or move posts',
    description: 'Every later run keeps what was decided.',
    permission: 'clusters.curate',
    body: NewDecision,
    answer: { status: 200, description: 'What it came to.', schema: DecisionOutcome },
    problems: ['not_found'],
    handle: ({ context, actor, body }) => decide(context, actor, body),
  }),
];

function decide({ db }: { db: Database }, actor: Actor, decision: NewDecision): Promise<Outcome> {
  switch (decision.kind) {
    case 'rename':
      return renameCluster({ db }, { ...decision, actor });
    case 'dismiss':
      return dismissCluster({ db }, { ...decision, actor });
    case 'restore':
      return restoreCluster({ db }, { ...decision, actor });
    case 'move_posts':
      return movePosts({ db }, { ...decision, actor });
  }
}
