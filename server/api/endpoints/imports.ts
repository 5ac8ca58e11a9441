import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { findRejectedRows } from '#server/imports/find-rejected-rows.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { startImportInto } from '#server/imports/start-import-into.ts';
import { getRun } from '#server/runs/get-run.ts';
import { loadSample } from '#server/sample/load-sample.ts';
import { SOURCE_NAME_LENGTH } from '#server/sources/create-source.ts';
import { Run } from './runs.ts';
import { MappingChoice, SettingsChoice } from './uploads.ts';

const NewImport = z
  .strictObject({
    uploadId: Id,
    sourceId: Id.optional(),
    newSource: z
      .strictObject({ name: z.string().min(1).max(SOURCE_NAME_LENGTH), platform: z.string().max(60).optional() })
      .optional()
      .describe('Instead of `sourceId`: makes the source, too.'),
    settings: SettingsChoice.optional(),
    mapping: MappingChoice.optional().describe('Without it, as it was guessed.'),
    thenCluster: z.boolean().optional().describe('Find clusters again when the posts are in.'),
  })
  .refine(
    ({ sourceId, newSource }) => (sourceId === undefined) !== (newSource === undefined),
    'Name either a source or a new one.',
  )
  .meta({ id: 'NewImport', examples: [{ uploadId: 4, sourceId: 1, thenCluster: true }] });

const RejectedRow = z
  .object({
    line: z.int().min(0),
    reason: z.string(),
    excerpt: z.string().describe('The beginning of the record, to find it by.'),
  })
  .meta({ id: 'RejectedRow' });

export const importEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/imports',
    operationId: 'startImport',
    tag: 'imports',
    summary: 'Start the import of an upload into a source',
    description: 'It runs in the background: follow it at `GET /runs/{runId}`.',
    permission: 'imports.write',
    body: NewImport,
    answer: { status: 201, description: 'The run, queued.', schema: Run },
    problems: ['not_found'],
    idempotency: 'claim',
    location: (run) => `/runs/${run.id}`,
    handle: async ({ context, actor, body: { settings, mapping, ...body } }) => {
      const found = await inspectUpload(context, {
        uploadId: body.uploadId,
        ...(settings ? { settings } : {}),
        mapping,
        now: new Date(),
      });
      const chosen = { settings: found.settings, mapping: found.mapping };
      return startImportInto(context, { ...body, ...chosen, createdById: actor.userId });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/runs/{runId}/rejected-rows',
    operationId: 'listRejectedRows',
    tag: 'imports',
    summary: 'List the records that an import could not take',
    permission: 'runs.read',
    params: { runId: idParam('import run') },
    query: pageQuery,
    answer: {
      status: 200,
      description: 'A page of records, in the order of the file.',
      schema: pageOf(RejectedRow, 'RejectedRowPage'),
    },
    handle: async ({ context, params, query: { limit }, request }) => {
      const after = readCursor(request, z.int().min(0));
      await getRun(context, params);
      const rows = await findRejectedRows(context, { ...params, after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (row) => row.line });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/sample',
    operationId: 'loadSample',
    tag: 'imports',
    summary: 'Load the sample community and find its clusters',
    description: 'Asked again, it gives the run that is there.',
    permission: 'imports.write',
    answer: { status: 200, description: 'The run that imports it.', schema: Run },
    handle: ({ context, actor }) => loadSample(context, { actor }),
  }),
];
