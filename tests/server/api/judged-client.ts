import { expect } from 'vitest';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { matchEndpoint } from '#server/api/match-endpoint.ts';
import { describeApi } from '#server/api/openapi.ts';
import type { ApiClient, Call } from './api-client.ts';
import { createDocumentJudge, type Document, type Operation } from './document-judge.ts';

export type Judged = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** Calls the API and holds each request that succeeds, and each answer, against the document. */
export function judgeCalls(api: ApiClient) {
  const document = describeApi(ENDPOINTS) as Document;
  const judge = createDocumentJudge(document);
  const statuses = new Map<string, Set<number>>();

  async function call(method: string, path: string, { body, ...more }: Omit<Call, 'method'> = {}): Promise<Judged> {
    const url = new URL(`/api/v1${path}`, 'http://localhost');
    const { endpoint } = matchEndpoint(ENDPOINTS, { method, pathname: url.pathname });
    const operation = document.paths[endpoint.path]?.[method.toLowerCase()] as Operation;
    const response = await api.call(path, { method, ...(body === undefined ? {} : { body }), ...more });

    expect(await judge.judgeAnswer(operation, response), `${method} ${path}`).toEqual([]);
    const requestSchema = operation.requestBody?.content['application/json']?.schema;
    if (response.ok && requestSchema) expect(judge.judgeValue(requestSchema, body), `${method} ${path}`).toEqual([]);
    const promisesLocation = 'Location' in (operation.responses[response.status]?.headers ?? {});
    const location = response.headers.get('location');
    expect(location !== null, `Location of ${method} ${path}`).toBe(promisesLocation);
    if (location) expect(await api.call(location.replace('/api/v1', '')), location).toMatchObject({ status: 200 });
    statuses.set(endpoint.operationId, (statuses.get(endpoint.operationId) ?? new Set()).add(response.status));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }

  /** Statuses that were answered and judged, by operation. */
  function judgedStatuses(): Map<string, number[]> {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    return new Map(operations.map(({ operationId }) => [operationId, [...(statuses.get(operationId) ?? [])].sort()]));
  }

  return { call, judgedStatuses };
}
