import { z } from 'zod';
import { TEXT_FORMATS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, idParam } from '#server/api/fields.ts';
import { createUpload } from '#server/imports/create-upload.ts';
import { getUpload } from '#server/imports/get-upload.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { Mapping, POST_FIELDS } from '#server/imports/mapping.ts';
import { FileSettings } from '#server/imports/readers/file-settings.ts';

const Upload = z
  .object({
    id: Id,
    fileName: z.string(),
    byteCount: z.int().min(0),
    sha256: z.string().nullable(),
    sourceId: Id.nullable().describe('The source it was imported into.'),
    createdAt: At,
    completedAt: At.nullable(),
  })
  .meta({ id: 'Upload', description: 'A file on its way in. Files that nobody imports are removed after a week.' });

/** What a client may say; what it leaves out is as it was detected. */
export const SettingsChoice = z
  .strictObject(FileSettings.partial().shape)
  .meta({ id: 'FileSettingsChoice', description: 'How to read the file, where the detection was wrong.' });

export const MappingChoice = z
  .strictObject({ ...Mapping.shape, columns: z.strictObject(Mapping.shape.columns.shape) })
  .meta({ id: 'MappingChoice', description: 'Which column becomes which field of a post.' });

const InspectionRequest = z
  .strictObject({ settings: SettingsChoice.optional(), mapping: MappingChoice.optional() })
  .meta({ id: 'InspectionRequest', examples: [{ settings: { delimiter: ';' } }] });

const PreviewItem = z.object({
  externalId: z.string(),
  thread: z.string().nullable(),
  parent: z.string().nullable(),
  channel: z.string().nullable(),
  authorExternalId: z.string().nullable(),
  authorName: z.string().nullable(),
  isStaff: z.boolean(),
  isBot: z.boolean(),
  postedAt: At.nullable(),
  editedAt: At.nullable(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string(),
  format: z.enum(TEXT_FORMATS),
  language: z.string().nullable(),
});

const Inspection = z
  .object({
    settings: FileSettings,
    encodingReason: z.string(),
    recordPaths: z
      .array(z.object({ path: z.string(), recordCount: z.int().min(0) }))
      .describe('JSON: arrays that may hold the records, the chosen one first.'),
    sheets: z.array(z.string()).describe('XLSX: names of the sheets.'),
    columns: z.array(z.object({ column: z.string(), example: z.string(), filledShare: z.number().min(0).max(1) })),
    mapping: Mapping.extend({
      columns: Mapping.shape.columns.extend({ text: z.string().describe('Empty when none was found: choose one.') }),
    }),
    guesses: z.array(
      z.object({
        field: z.enum(POST_FIELDS),
        column: z.string(),
        confidence: z.number().min(0).max(1),
        reason: z.string(),
      }),
    ),
    formatReason: z.string(),
    dateOrderReason: z.string(),
    preview: z
      .array(
        z.union([
          z.object({ line: z.int().min(0), item: PreviewItem, warnings: z.array(z.string()) }),
          z.object({ line: z.int().min(0), reason: z.string(), excerpt: z.string() }),
        ]),
      )
      .describe('The first rows as they would be stored, or why they would not.'),
  })
  .meta({ id: 'Inspection', description: 'What a file was found to be. Nothing is imported yet.' });

const uploadId = idParam('upload');

export const uploadEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/uploads',
    operationId: 'createUpload',
    tag: 'imports',
    summary: 'Upload a file of posts',
    description:
      'The body is the file itself: CSV, JSON, JSON Lines or XLSX, gzipped or not. It is stored as it comes; start its import with `POST /imports`.',
    permission: 'imports.write',
    query: { fileName: z.string().trim().min(1).max(300).describe('What the file is called.') },
    body: 'bytes',
    answer: { status: 201, description: 'The upload.', schema: Upload },
    idempotency: 'claim',
    location: (upload) => `/uploads/${upload.id}`,
    handle: ({ context, actor, query, body }) =>
      createUpload(context, {
        fileName: query.fileName,
        // Node's streams iterate; the browser's type of them does not say so.
        bytes: body as unknown as AsyncIterable<Uint8Array>,
        maxBytes: context.config.maxUploadBytes,
        createdById: actor.userId,
      }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/uploads/{uploadId}',
    operationId: 'getUpload',
    tag: 'imports',
    summary: 'Get an upload',
    permission: 'imports.write',
    params: { uploadId },
    answer: { status: 200, description: 'The upload.', schema: Upload },
    problems: ['conflict'],
    handle: ({ context, params }) => getUpload(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/uploads/{uploadId}/inspection',
    operationId: 'inspectUpload',
    tag: 'imports',
    summary: 'Look into an upload: format, columns, mapping and first rows',
    description:
      'Ask again with another choice to see what it makes of the rows. The last one is what an import takes.',
    permission: 'imports.write',
    params: { uploadId },
    body: InspectionRequest,
    answer: { status: 200, description: 'What was found.', schema: Inspection },
    idempotency: 'claim',
    handle: ({ context, params, body }) => inspectUpload(context, { ...params, ...body, now: new Date() }),
  }),
];
