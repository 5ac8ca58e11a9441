import { z } from 'zod';
import type { ErrorCode } from '#server/errors.ts';
import type { Endpoint } from './endpoint.ts';
import { Problem, problemStatus } from './problem.ts';

type Json = Record<string, unknown>;
type Components = Map<string, Json>;

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name for this request, such as a UUID. Sent again with the same key within 24 hours, it is not carried out again: its first answer comes back, with `Idempotency-Replayed: true`.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** The OpenAPI 3.1 document of the given endpoints. Throws when two different schemas have one name. */
export function describeApi(endpoints: readonly Endpoint[], { serverUrl = '/api/v1' } = {}): Json {
  const components: Components = new Map();
  toJsonSchema(Problem, 'output', components);
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: describeOperation(endpoint, components),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Refrain',
      version: '1',
      summary: 'What a community keeps repeating, from posts to issues.',
      description:
        'All that the pages do, for programs. Send an API key as `Authorization: Bearer refrain_…`. Lists are read page by page: send `nextCursor` as `cursor`, or follow the `Link` header. Errors are problem details (RFC 9457).',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }, { session: [] }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key; an admin makes it in the settings.' },
        session: { type: 'apiKey', in: 'cookie', name: 'refrain.session_token', description: 'A signed-in browser.' },
      },
    },
  };
}

function describeOperation(endpoint: Endpoint, components: Components): Json {
  const parameters = [
    ...describeParameters(endpoint.params, 'path', components),
    ...describeParameters(endpoint.query, 'query', components),
    ...(endpoint.idempotency === 'none' ? [] : [IDEMPOTENCY_KEY]),
  ];
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    ...(endpoint.permission ? { 'x-permission': endpoint.permission } : { security: [] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...describeBody(endpoint, components),
    responses: describeResponses(endpoint, components),
  };
}

function describeParameters(schema: z.ZodObject, place: 'path' | 'query', components: Components): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description, ...fieldSchema } = toJsonSchema(field as z.ZodType, 'output', components);
    const isList = fieldSchema.type === 'array';
    return {
      name,
      in: place,
      required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
      ...(typeof description === 'string' ? { description } : {}),
      schema: fieldSchema,
      ...(isList ? { style: 'form', explode: false } : {}),
    };
  });
}

function describeBody(endpoint: Endpoint, components: Components): Json {
  if (endpoint.body === null) return {};
  const content =
    endpoint.body === 'bytes'
      ? { 'application/octet-stream': { schema: {} } }
      : { 'application/json': { schema: toJsonSchema(endpoint.body, 'input', components) } };
  return { requestBody: { required: true, content } };
}

function describeResponses(endpoint: Endpoint, components: Components): Json {
  const { status, description, schema } = endpoint.answer;
  const headers = {
    ...(endpoint.idempotency === 'none'
      ? {}
      : { 'Idempotency-Replayed': { description: 'The answer of an earlier request.', schema: { const: 'true' } } }),
    ...('cursor' in endpoint.query.shape
      ? { Link: { description: 'The next page, if there is one.', schema: { type: 'string' } } }
      : {}),
    ...(endpoint.location ? { Location: { description: 'Where it is now.', schema: { type: 'string' } } } : {}),
  };
  const answer = {
    description,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(schema ? { content: { 'application/json': { schema: toJsonSchema(schema, 'output', components) } } } : {}),
  };
  const responses: Json = { [status]: answer };
  for (const [problem, codes] of problemsOf(endpoint)) {
    responses[problem] = {
      description: `Problem: ${codes.join(' or ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

function problemsOf(endpoint: Endpoint): [number, string[]][] {
  const isWrite = endpoint.method !== 'GET';
  const codes = new Set<ErrorCode | 'internal'>(['invalid', 'internal', ...endpoint.problems]);
  if (endpoint.permission) codes.add('unauthenticated').add('forbidden');
  if (Object.keys(endpoint.params.shape).length > 0) codes.add('not_found');
  if (isWrite) codes.add('conflict').add('too_large').add('unprocessable');
  if (endpoint.body && endpoint.body !== 'bytes') codes.add('unsupported');
  const byStatus = new Map<number, string[]>();
  for (const code of codes) byStatus.set(problemStatus(code), [...(byStatus.get(problemStatus(code)) ?? []), code]);
  return [...byStatus].sort(([a], [b]) => a - b);
}

/** A schema as JSON Schema 2020-12; those with an id are put among the components and referred to. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): Json {
  const { $schema, $defs, ...own } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // Says no more than the format, at great length.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  }) as Json & { $defs?: Record<string, Json> };
  for (const [name, definition] of Object.entries($defs ?? {})) addComponent(components, name, definition);
  return pointToComponents(own);
}

function addComponent(components: Components, name: string, definition: Json): void {
  const { id, ...schema } = pointToComponents(definition);
  const known = components.get(name);
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two different schemas are called ${name}`);
  }
  components.set(name, schema);
}

function pointToComponents(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
