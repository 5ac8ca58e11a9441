import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { describeApi } from '#server/api/openapi.ts';
import { createAjv, createDocumentJudge, type Document } from './document-judge.ts';
import { OPENAPI_RULES } from './openapi-rules.ts';

const document = describeApi(ENDPOINTS) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const judge = createDocumentJudge(document);

test('the document keeps the rules of OpenAPI 3.1', () => {
  const validate = createAjv().compile(OPENAPI_RULES);

  validate(document);

  expect(validate.errors).toBeNull();
});

test('the rules notice a document that breaks them', () => {
  const validate = createAjv().compile(OPENAPI_RULES);
  const path = Object.keys(document.paths)[0] ?? '';

  expect(validate({ ...document, openapi: '3.0.3' })).toBe(false);
  expect(validate({ ...document, paths: { ...document.paths, 'no-slash': document.paths[path] } })).toBe(false);
  expect(validate({ ...document, paths: { [path]: { get: { operationId: 'x' } } } })).toBe(false);
});

test('every schema is valid JSON Schema 2020-12 and every reference leads somewhere', () => {
  for (const name of Object.keys(document.components.schemas)) {
    expect(() => judge.judgeValue({ $ref: `#/components/schemas/${name}` }, null), name).not.toThrow();
  }
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  const used = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
  expect(used.length).toBeGreaterThan(10);
  expect([...new Set(used)].filter((ref) => !known.includes(ref))).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('#/$defs/');
});

test('every component is used', () => {
  const text = JSON.stringify(document);

  for (const name of Object.keys(document.components.schemas)) {
    expect(text, name).toContain(`"#/components/schemas/${name}"`);
  }
});

test('every example is valid', () => {
  let exampleCount = 0;

  for (const [name, { examples = [] }] of Object.entries(document.components.schemas)) {
    for (const example of examples) {
      expect(judge.judgeValue({ $ref: `#/components/schemas/${name}` }, example), name).toEqual([]);
      exampleCount += 1;
    }
  }
  expect(exampleCount).toBeGreaterThan(3);
});

test('every request body shows an example', () => {
  for (const { operation } of operations) {
    const schema = operation.requestBody?.content['application/json']?.schema as { $ref?: string } | undefined;
    if (!schema) continue;
    const name = schema.$ref?.split('/').at(-1) ?? '';
    expect(document.components.schemas[name]?.examples?.length, operation.operationId).toBeGreaterThan(0);
  }
});

test('operations have names of their own', () => {
  const ids = operations.map(({ operation }) => operation.operationId);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(ENDPOINTS.length);
});

test('parameters of the path are those in its braces, and every parameter is described', () => {
  for (const { path, operation } of operations) {
    const inBraces = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const parameters = operation.parameters ?? [];

    expect(parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(inBraces);
    for (const parameter of parameters.filter((p) => p.in === 'path')) {
      expect(parameter.required, parameter.name).toBe(true);
      expect(parameter.description, `${operation.operationId} ${parameter.name}`).toBeTruthy();
    }
  }
});

test('every write may carry an Idempotency-Key, and no read does', () => {
  for (const { method, operation } of operations) {
    const names = (operation.parameters ?? []).map((parameter) => parameter.name);
    expect(names.includes('Idempotency-Key'), operation.operationId).toBe(method !== 'get');
  }
});

test('only the document itself is public', () => {
  expect(ENDPOINTS.filter((endpoint) => endpoint.permission === null).map((e) => e.operationId)).toEqual([
    'getOpenApiDocument',
  ]);
});

test('two different schemas with one name are refused', () => {
  const answer = (field: string) => z.object({ [field]: z.string() }).meta({ id: 'Twin' });
  const endpoints = ['one', 'two'].map((name) =>
    defineEndpoint({
      method: 'GET',
      path: `/${name}`,
      operationId: name,
      tag: 'test',
      summary: name,
      permission: 'overview.read',
      answer: { status: 200, description: name, schema: answer(name) },
      handle: async () => ({}),
    }),
  );

  expect(() => describeApi(endpoints)).toThrow('Twin');
});
