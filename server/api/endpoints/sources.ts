import { z } from 'zod';
import { SOURCE_KINDS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { createSource, SOURCE_NAME_LENGTH } from '#server/sources/create-source.ts';
import { findSources } from '#server/sources/find-sources.ts';
import { getSource } from '#server/sources/get-source.ts';
import { updateSource } from '#server/sources/update-source.ts';

const Source = z
  .object({
    id: Id,
    name: z.string(),
    kind: z.enum(SOURCE_KINDS).describe('How its posts come in.'),
    platform: z.string().nullable().describe('Where members write: Discord, Reddit, Forum, …'),
    postCount: z.int().min(0),
    lastPostedAt: At.nullable().describe('When its newest post was written.'),
    createdAt: At,
  })
  .meta({ id: 'Source', description: 'A place that posts come from.' });

const name = z.string().min(1).max(SOURCE_NAME_LENGTH);
const platform = z.string().max(60).nullable();

const NewSource = z
  .strictObject({
    name,
    platform: platform.optional(),
    kind: z.enum(['api', 'upload']).optional().describe('`api` unless said otherwise.'),
  })
  .meta({ id: 'NewSource', examples: [{ name: 'Our Discord', platform: 'Discord' }] });

const SourceChange = z
  .strictObject({ name, platform: platform.optional() })
  .meta({ id: 'SourceChange', examples: [{ name: 'Our forum', platform: 'Forum' }] });

const params = { sourceId: idParam('source') };

export const sourceEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/sources',
    operationId: 'listSources',
    tag: 'sources',
    summary: 'List sources by name',
    permission: 'sources.read',
    query: pageQuery,
    answer: { status: 200, description: 'A page of sources.', schema: pageOf(Source, 'SourcePage') },
    handle: async ({ context, query: { limit }, request }) => {
      const after = readCursor(request, z.string());
      const rows = await findSources(context, { after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (source) => source.name });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/sources',
    operationId: 'createSource',
    tag: 'sources',
    summary: 'Add a source',
    permission: 'sources.write',
    body: NewSource,
    answer: { status: 201, description: 'The source.', schema: Source },
    location: (source) => `/sources/${source.id}`,
    handle: async ({ context, actor, body }) => {
      const { id } = await createSource(context, { kind: 'api', ...body, createdById: actor.userId });
      return getSource(context, { sourceId: id });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/sources/{sourceId}',
    operationId: 'getSource',
    tag: 'sources',
    summary: 'Get a source',
    permission: 'sources.read',
    params,
    answer: { status: 200, description: 'The source.', schema: Source },
    handle: ({ context, params }) => getSource(context, params),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/sources/{sourceId}',
    operationId: 'updateSource',
    tag: 'sources',
    summary: 'Change what a source is called',
    permission: 'sources.write',
    params,
    body: SourceChange,
    answer: { status: 200, description: 'The source, changed.', schema: Source },
    handle: async ({ context, params, body }) => {
      await updateSource(context, { ...params, ...body });
      return getSource(context, params);
    },
  }),
];
