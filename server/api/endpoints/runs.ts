import { z } from 'zod';
import { RUN_KINDS, RUN_STATUSES } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { CLUSTERING_MODES } from '#server/clusters/clustering-input.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { cancelRun } from '#server/runs/cancel-run.ts';
import { findRuns } from '#server/runs/find-runs.ts';
import { getRun } from '#server/runs/get-run.ts';
import { retryRun } from '#server/runs/retry-run.ts';

const RunKind = z.enum(RUN_KINDS).meta({ id: 'RunKind' });
const RunStatus = z.enum(RUN_STATUSES).meta({ id: 'RunStatus' });

export const Run = z
  .object({
    id: Id,
    kind: RunKind,
    status: RunStatus,
    title: z.string(),
    input: z.record(z.string(), z.unknown()).describe('What it was asked to do.'),
    result: z.record(z.string(), z.unknown()).nullable().describe('What came of it; null until it has succeeded.'),
    stage: z.string().nullable().describe('What it does right now.'),
    doneCount: z.int().min(0),
    totalCount: z.int().min(0).nullable().describe('Null while it is not known how much there is to do.'),
    attemptCount: z.int().min(0),
    failureCode: z.string().nullable(),
    failureMessage: z.string().nullable().describe('Why it failed, in plain words.'),
    createdAt: At,
    startedAt: At.nullable(),
    finishedAt: At.nullable(),
  })
  .meta({ id: 'Run', description: 'One piece of long work: an import, a clustering, or a push.' });

const NewRun = z
  .strictObject({
    kind: z.literal('cluster'),
    mode: z
      .enum(CLUSTERING_MODES)
      .optional()
      .describe(
        'With `placing`, posts that are new or were edited since the current run are placed into the clusters that there are, which takes a fraction of the time; a full run follows by itself when they no longer fit. Without a current run of the same options it is a full run.',
      ),
    seed: z.int().min(0).max(4294967295).optional().describe('The same posts and seed give the same clusters.'),
    clusterCount: z
      .int()
      .min(1)
      .max(5000)
      .nullish()
      .describe('Exactly this many, every post placed; without it the posts decide.'),
    minClusterSize: z.int().min(2).max(1000).optional().describe('Smaller groups stay unplaced.'),
  })
  .meta({ id: 'NewRun', examples: [{ kind: 'cluster' }] });

const runId = idParam('run');

export const runEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/runs',
    operationId: 'listRuns',
    tag: 'runs',
    summary: 'List runs, newest first',
    permission: 'runs.read',
    query: { ...pageQuery, kind: RunKind.optional(), status: RunStatus.optional() },
    answer: { status: 200, description: 'A page of runs.', schema: pageOf(Run, 'RunPage') },
    handle: async ({ context, query, request }) => {
      const { limit, kind, status } = query;
      const before = readCursor(request, Id);
      const rows = await findRuns(context, { kind, status, before, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (run) => run.id });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/runs',
    operationId: 'startClustering',
    tag: 'runs',
    summary: 'Find clusters in all posts',
    description:
      'Decisions that people made stay in force. Imports and pushes make runs of their own: see `POST /imports` and `POST /pushes`.',
    permission: 'runs.write',
    body: NewRun,
    answer: { status: 201, description: 'The run, queued.', schema: Run },
    location: (run) => `/runs/${run.id}`,
    handle: ({ context, actor, body: { kind: _, ...options } }) => startClustering(context, { actor, options }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/runs/{runId}',
    operationId: 'getRun',
    tag: 'runs',
    summary: 'Get a run with its progress',
    permission: 'runs.read',
    params: { runId },
    answer: { status: 200, description: 'The run.', schema: Run },
    handle: ({ context, params }) => getRun(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/runs/{runId}/cancel',
    operationId: 'cancelRun',
    tag: 'runs',
    summary: 'Cancel a run that waits or works',
    description: 'What it has stored so far stays. Cancelling a cancelled run changes nothing.',
    permission: 'runs.write',
    params: { runId },
    answer: { status: 200, description: 'The run, cancelled.', schema: Run },
    handle: ({ context, params }) => cancelRun(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/runs/{runId}/retry',
    operationId: 'retryRun',
    tag: 'runs',
    summary: 'Queue a failed or cancelled run again',
    description: 'It goes on where it stopped.',
    permission: 'runs.write',
    params: { runId },
    answer: { status: 200, description: 'The run, queued.', schema: Run },
    handle: ({ context, params }) => retryRun(context, params),
  }),
];
