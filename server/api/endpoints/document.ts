import { z } from 'zod';
import { defineEndpoint, type Endpoint } from '#server/api/endpoint.ts';
import { describeApi } from '#server/api/openapi.ts';

const OpenApiDocument = z
  .looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) })
  .meta({ id: 'OpenApiDocument' });

/** Public: it says nothing that is not in the source of Refrain. */
export function documentEndpoint(endpoints: () => readonly Endpoint[]): Endpoint {
  return defineEndpoint({
    method: 'GET',
    path: '/openapi.json',
    operationId: 'getOpenApiDocument',
    tag: 'document',
    summary: 'This document',
    permission: null,
    answer: { status: 200, description: 'An OpenAPI 3.1 document.', schema: OpenApiDocument },
    handle: async ({ context }) =>
      OpenApiDocument.parse(describeApi(endpoints(), { serverUrl: `${context.config.publicUrl}/api/v1` })),
  });
}
