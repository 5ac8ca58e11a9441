/**
 * What the OpenAPI 3.1 specification asks of a document, as far as ours uses it: unknown members are refused, so that a
 * member that is misspelt is noticed. After https://spec.openapis.org/oas/3.1/schema.
 */
const description = { type: 'string', minLength: 1 };
const schema = { type: ['object', 'boolean'] };
const content = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-z]+/[a-z0-9.+*-]+$' },
  additionalProperties: {
    type: 'object',
    required: ['schema'],
    properties: { schema },
    additionalProperties: false,
  },
};

const parameter = {
  type: 'object',
  required: ['name', 'in', 'schema'],
  properties: {
    name: { type: 'string', minLength: 1 },
    in: { enum: ['path', 'query', 'header', 'cookie'] },
    required: { type: 'boolean' },
    description,
    schema,
    style: { enum: ['form', 'simple'] },
    explode: { type: 'boolean' },
  },
  additionalProperties: false,
};

const response = {
  type: 'object',
  required: ['description'],
  properties: {
    description,
    headers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['schema'],
        properties: { description, schema },
        additionalProperties: false,
      },
    },
    content,
  },
  additionalProperties: false,
};

const security = { type: 'array', items: { type: 'object', additionalProperties: { type: 'array' } } };

const operation = {
  type: 'object',
  required: ['operationId', 'responses', 'summary', 'tags'],
  properties: {
    operationId: { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$' },
    tags: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
    summary: { type: 'string', minLength: 3, maxLength: 100 },
    description,
    parameters: { type: 'array', items: parameter, uniqueItems: true },
    requestBody: {
      type: 'object',
      required: ['content'],
      properties: { required: { type: 'boolean' }, description, content },
      additionalProperties: false,
    },
    responses: {
      type: 'object',
      minProperties: 2,
      propertyNames: { pattern: '^[1-5][0-9]{2}$' },
      additionalProperties: response,
    },
    security,
  },
  patternProperties: { '^x-': true },
  additionalProperties: false,
};

export const OPENAPI_RULES = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: {
        title: { type: 'string' },
        summary: { type: 'string' },
        description,
        version: { type: 'string' },
        license: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, identifier: { type: 'string' } },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    servers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['url'],
        properties: { url: { type: 'string' } },
        additionalProperties: false,
      },
    },
    security,
    tags: {
      type: 'array',
      uniqueItems: true,
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, description } },
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        minProperties: 1,
        propertyNames: { enum: ['get', 'put', 'post', 'delete', 'patch'] },
        additionalProperties: operation,
      },
    },
    components: {
      type: 'object',
      properties: {
        schemas: {
          type: 'object',
          propertyNames: { pattern: '^[A-Za-z0-9._-]+$' },
          additionalProperties: schema,
        },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type'],
            oneOf: [
              { properties: { type: { const: 'http' } }, required: ['scheme'] },
              { properties: { type: { const: 'apiKey' } }, required: ['name', 'in'] },
            ],
          },
        },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const;
