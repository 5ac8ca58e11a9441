import { z } from 'zod';
import { DECISION_KINDS } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { fromText, Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import type { Database } from '#server/database/database.ts';
import { addNote } from '#server/decisions/add-note.ts';
import { assignCluster } from '#server/decisions/assign-cluster.ts';
import { describeDecision } from '#server/decisions/describe-decision.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { findDecisions } from '#server/decisions/find-decisions.ts';
import { type DecisionRow, getDecision } from '#server/decisions/get-decision.ts';
import { markClusterDone } from '#server/decisions/mark-cluster-done.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import type { DecisionOutcome as Outcome } from '#server/decisions/record-decision.ts';
import { redoDecision } from '#server/decisions/redo-decision.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { reopenCluster } from '#server/decisions/reopen-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { setClusterKind } from '#server/decisions/set-cluster-kind.ts';
import { snoozeCluster } from '#server/decisions/snooze-cluster.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { choose } from './cluster-decisions.ts';
import {
  chosenPosts,
  Decision,
  DecisionOutcome,
  expectedVersion,
  isOneChoice,
  kind,
  name,
  newName,
  note,
  ONE_CHOICE,
  ownerId,
  Reversal,
  ReversalOutcome,
  reason,
  Target,
  targets,
  until,
} from './decision-fields.ts';

const NewDecision = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('rename'),
      targets: z
        .array(z.strictObject({ ...Target.shape, name }))
        .min(1)
        .max(1000),
    }),
    z.strictObject({ kind: z.literal('set_kind'), targets, clusterKind: kind }),
    z.strictObject({ kind: z.literal('dismiss'), targets, reason }),
    z.strictObject({ kind: z.literal('restore'), targets }),
    z.strictObject({ kind: z.literal('assign'), targets, ownerId }),
    z.strictObject({ kind: z.literal('snooze'), targets, until }),
    z.strictObject({ kind: z.literal('mark_done'), targets }),
    z.strictObject({ kind: z.literal('reopen'), targets }),
    z.strictObject({ kind: z.literal('note'), targets, note }),
    z.strictObject({ kind: z.literal('merge'), targets, intoClusterId: Id, expectedVersion }),
    z
      .strictObject({
        kind: z.literal('move_posts'),
        ...chosenPosts,
        toClusterId: z
          .union([Id, z.literal('new')])
          .nullable()
          .describe('Null: out of all clusters.'),
        newName,
      })
      .refine(isOneChoice, ONE_CHOICE),
  ])
  .meta({
    id: 'NewDecision',
    examples: [
      { kind: 'dismiss', targets: [{ clusterId: 3, expectedVersion: 1 }, { clusterId: 8 }], reason: 'Fixed in 2.4' },
      { kind: 'move_posts', filter: { q: 'dark mode', placed: false }, toClusterId: 3 },
    ],
  });
type NewDecision = z.output<typeof NewDecision>;

const decisionId = idParam('decision');

export const decisionEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/decisions',
    operationId: 'listDecisions',
    tag: 'decisions',
    summary: 'List decisions, newest first',
    permission: 'clusters.read',
    query: {
      ...pageQuery,
      clusterId: fromText(Id).optional().describe('That touched this cluster.'),
      kind: z.enum(DECISION_KINDS).optional(),
      actor: z.string().max(200).optional().describe('`user:<id>` or `key:<id>`.'),
    },
    answer: { status: 200, description: 'A page of the log.', schema: pageOf(Decision, 'DecisionPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const before = readCursor(request, Id);
      const rows = await findDecisions(context, { ...filter, before, limit: limit + 1 });
      const position = ({ id }: DecisionRow) => id;
      const page = toPage(request, { rows, limit, position });
      return { ...page, items: page.items.map((row) => toDecision(row, filter.clusterId)) };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/decisions/{decisionId}',
    operationId: 'getDecision',
    tag: 'decisions',
    summary: 'Get a decision',
    permission: 'clusters.read',
    params: { decisionId },
    answer: { status: 200, description: 'The decision.', schema: Decision },
    handle: async ({ context, params }) => toDecision(await getDecision(context, params)),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/decisions',
    operationId: 'decide',
    tag: 'decisions',
    summary: 'Decide about many clusters or posts at once',
    description: 'One decision, however many it is about: it is undone at once, too. Every later run keeps it.',
    permission: 'clusters.curate',
    body: NewDecision,
    maxBodyBytes: 2 * 1024 * 1024,
    answer: { status: 200, description: 'What it came to.', schema: DecisionOutcome },
    problems: ['not_found', 'conflict'],
    handle: ({ context, actor, body }) => decide(context, actor, body),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/decisions/{decisionId}/undo',
    operationId: 'undoDecision',
    tag: 'decisions',
    summary: 'Take a decision back',
    description:
      'However long ago it was made. Undoing an undo is a redo. Later decisions about the same are named in `conflicts`.',
    permission: 'clusters.curate',
    params: { decisionId },
    body: Reversal,
    answer: { status: 200, description: 'What it came to.', schema: ReversalOutcome },
    problems: ['not_found', 'conflict'],
    handle: ({ context, actor, params, body }) => undoDecision(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/decisions/{decisionId}/redo',
    operationId: 'redoDecision',
    tag: 'decisions',
    summary: 'Make an undone decision hold again',
    permission: 'clusters.curate',
    params: { decisionId },
    body: Reversal,
    answer: { status: 200, description: 'What it came to.', schema: ReversalOutcome },
    problems: ['not_found', 'conflict'],
    handle: ({ context, actor, params, body }) => redoDecision(context, { ...params, ...body, actor }),
  }),
];

function toDecision(row: DecisionRow, clusterId?: number) {
  const about = clusterId === undefined ? {} : { clusterId };
  return { ...row, summary: describeDecision(row, about) };
}

function decide({ db }: { db: Database }, actor: Actor, decision: NewDecision): Promise<Outcome> {
  switch (decision.kind) {
    case 'rename':
      return renameCluster({ db }, { targets: decision.targets, actor });
    case 'set_kind':
      return setClusterKind({ db }, { targets: decision.targets, kind: decision.clusterKind, actor });
    case 'dismiss':
      return dismissCluster({ db }, { targets: decision.targets, reason: decision.reason ?? null, actor });
    case 'restore':
      return restoreCluster({ db }, { targets: decision.targets, actor });
    case 'assign':
      return assignCluster({ db }, { targets: decision.targets, ownerId: decision.ownerId, actor });
    case 'snooze':
      return snoozeCluster(
        { db },
        { targets: decision.targets, until: decision.until === null ? null : new Date(decision.until), actor },
      );
    case 'mark_done':
      return markClusterDone({ db }, { targets: decision.targets, actor });
    case 'reopen':
      return reopenCluster({ db }, { targets: decision.targets, actor });
    case 'note':
      return addNote({ db }, { targets: decision.targets, note: decision.note, actor });
    case 'merge':
      return mergeClusters({ db }, { ...decision, actor });
    case 'move_posts':
      return movePosts(
        { db },
        { ...choose(decision), clusterId: null, toClusterId: decision.toClusterId, newName: decision.newName, actor },
      );
  }
}
