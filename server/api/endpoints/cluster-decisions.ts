import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { Id, idParam } from '#server/api/fields.ts';
import { addNote } from '#server/decisions/add-note.ts';
import { assignCluster } from '#server/decisions/assign-cluster.ts';
import { createCluster } from '#server/decisions/create-cluster.ts';
import { dismissCluster } from '#server/decisions/dismiss-cluster.ts';
import { markClusterDone } from '#server/decisions/mark-cluster-done.ts';
import { mergeClusters } from '#server/decisions/merge-clusters.ts';
import { type ChosenPosts, movePosts } from '#server/decisions/move-posts.ts';
import { pinPosts } from '#server/decisions/pin-posts.ts';
import { renameCluster } from '#server/decisions/rename-cluster.ts';
import { reopenCluster } from '#server/decisions/reopen-cluster.ts';
import { restoreCluster } from '#server/decisions/restore-cluster.ts';
import { setClusterKind } from '#server/decisions/set-cluster-kind.ts';
import { snoozeCluster } from '#server/decisions/snooze-cluster.ts';
import { MAX_PARTS, splitCluster } from '#server/decisions/split-cluster.ts';
import {
  chosenPosts,
  DecisionOutcome,
  expectedVersion,
  isOneChoice,
  kind,
  name,
  newName,
  note,
  ONE_CHOICE,
  ownerId,
  PlacingOutcome,
  type PostFilterBody,
  postIds,
  reason,
  targets,
  until,
} from './decision-fields.ts';

/** What all decisions about one cluster have in common. */
const decision = {
  method: 'POST',
  tag: 'decisions',
  permission: 'clusters.curate',
  params: { clusterId: idParam('cluster') },
  answer: { status: 200, description: 'What it came to.', schema: DecisionOutcome },
  problems: ['not_found', 'conflict'],
} as const;
const placing = {
  ...decision,
  answer: { status: 200, description: 'What it came to.', schema: PlacingOutcome },
  maxBodyBytes: 2 * 1024 * 1024,
} as const;
const Nothing = z.strictObject({ expectedVersion }).meta({ id: 'ExpectedVersion', examples: [{}] });

export const clusterDecisionEndpoints = [
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/rename',
    operationId: 'renameCluster',
    summary: 'Give a cluster a name that every later run keeps',
    body: z
      .strictObject({ name, expectedVersion })
      .meta({ id: 'Rename', examples: [{ name: 'Export to CSV hangs', expectedVersion: 1 }] }),
    handle: ({ context, actor, params, body }) => renameCluster(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/kind',
    operationId: 'setClusterKind',
    summary: 'Say what a cluster mostly is',
    body: z.strictObject({ kind, expectedVersion }).meta({ id: 'SetKind', examples: [{ kind: 'wish' }] }),
    handle: ({ context, actor, params, body }) => setClusterKind(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/merge',
    operationId: 'mergeClusters',
    summary: 'Merge other clusters into this one',
    description: 'They stay merged in every later run, and what looks like them joins this one.',
    body: z
      .strictObject({ targets, expectedVersion })
      .meta({ id: 'Merge', examples: [{ targets: [{ clusterId: 7 }] }] }),
    handle: ({ context, actor, params, body }) =>
      mergeClusters(context, { ...body, intoClusterId: params.clusterId, actor }),
  }),
  defineEndpoint({
    ...placing,
    path: '/clusters/{clusterId}/split',
    operationId: 'splitCluster',
    summary: 'Split posts off a cluster into new ones',
    description: 'Posts that no group names stay. No other cluster is touched, and no later run joins the parts again.',
    body: z
      .strictObject({
        groups: z
          .array(z.strictObject({ postIds, name: newName }))
          .min(1)
          .max(MAX_PARTS),
        expectedVersion,
      })
      .meta({ id: 'Split', examples: [{ groups: [{ postIds: [41, 57], name: 'Exports of charts' }] }] }),
    handle: ({ context, actor, params, body }) => splitCluster(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...placing,
    path: '/clusters/{clusterId}/move-posts',
    operationId: 'moveClusterPosts',
    summary: 'Move posts of a cluster to another one, to a new one, or out of all',
    description: 'They are pinned there: no later run moves them.',
    body: z
      .strictObject({
        ...chosenPosts,
        toClusterId: z
          .union([Id, z.literal('new')])
          .nullable()
          .describe('Null: out of all clusters.'),
        newName,
        expectedVersion,
      })
      .refine(isOneChoice, ONE_CHOICE)
      .meta({ id: 'MovePosts', examples: [{ postIds: [41, 57], toClusterId: null }] }),
    handle: ({ context, actor, params, body: { postIds, filter, ...body } }) =>
      movePosts(context, { ...params, ...body, ...choose({ postIds, filter }), actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/dismiss',
    operationId: 'dismissCluster',
    summary: 'Put a cluster out of sight',
    description: 'It stays dismissed in every later run, which says how many posts came since.',
    body: z.strictObject({ reason, expectedVersion }).meta({ id: 'Dismiss', examples: [{ reason: 'Fixed in 2.4' }] }),
    handle: ({ context, actor, params, body: { reason = null, ...body } }) =>
      dismissCluster(context, { ...params, ...body, reason, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/restore',
    operationId: 'restoreCluster',
    summary: 'Bring a dismissed cluster back',
    body: Nothing,
    handle: ({ context, actor, params, body }) => restoreCluster(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/assign',
    operationId: 'assignCluster',
    summary: 'Give a cluster an owner',
    body: z.strictObject({ ownerId, expectedVersion }).meta({ id: 'Assign', examples: [{ ownerId: null }] }),
    handle: ({ context, actor, params, body }) => assignCluster(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/snooze',
    operationId: 'snoozeCluster',
    summary: 'Put a cluster aside until a time',
    body: z
      .strictObject({ until, expectedVersion })
      .meta({ id: 'Snooze', examples: [{ until: '2999-05-03T08:00:00Z' }, { until: null }] }),
    handle: ({ context, actor, params, body: { until, ...body } }) =>
      snoozeCluster(context, { ...params, ...body, until: until === null ? null : new Date(until), actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/done',
    operationId: 'markClusterDone',
    summary: 'Say that you are through with a cluster',
    body: Nothing,
    handle: ({ context, actor, params, body }) => markClusterDone(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/reopen',
    operationId: 'reopenCluster',
    summary: 'Take a cluster up again that was marked done',
    body: Nothing,
    handle: ({ context, actor, params, body }) => reopenCluster(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/clusters/{clusterId}/notes',
    operationId: 'addNote',
    summary: 'Write a note into the history of a cluster',
    body: z.strictObject({ note }).meta({ id: 'NewNote', examples: [{ note: 'Asked the export team.' }] }),
    handle: ({ context, actor, params, body }) => addNote(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    ...placing,
    path: '/clusters',
    params: {},
    operationId: 'createCluster',
    summary: 'Start a cluster by hand',
    description: 'From posts of your choice or all that a search finds, wherever they are. They are pinned there.',
    body: z
      .strictObject({ ...chosenPosts, name: newName })
      .refine(isOneChoice, ONE_CHOICE)
      .meta({ id: 'NewCluster', examples: [{ filter: { q: 'dark mode' }, name: 'Dark mode' }] }),
    handle: ({ context, actor, body: { postIds, filter, name } }) =>
      createCluster(context, { ...choose({ postIds, filter }), name, actor }),
  }),
  defineEndpoint({
    ...decision,
    path: '/posts/pin',
    params: {},
    operationId: 'pinPosts',
    summary: 'Pin posts to the clusters that they are in',
    description: 'No later run moves them. Undo the decision to leave them to the runs again.',
    body: z.strictObject({ postIds }).meta({ id: 'PinPosts', examples: [{ postIds: [41] }] }),
    maxBodyBytes: 2 * 1024 * 1024,
    handle: ({ context, actor, body }) => pinPosts(context, { ...body, actor }),
  }),
];

/** Their schemas have made sure that there is exactly one of the two. */
export function choose({
  postIds = [],
  filter,
}: {
  postIds?: readonly number[] | undefined;
  filter?: z.output<typeof PostFilterBody> | undefined;
}): ChosenPosts {
  if (!filter) return { postIds };
  const { from, to, ...plain } = filter;
  return {
    filter: {
      ...plain,
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { to: new Date(to) }),
    },
  };
}
