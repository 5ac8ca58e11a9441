import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '#server/api/endpoints.ts';
import { matchEndpoint } from '#server/api/match-endpoint.ts';

/** A shell call with a JSON body; options may stand between address and body. */
const CALL = /(?:\$REFRAIN|http:\/\/localhost:3000\/api\/v1)(\/[\w/-]+)[^\n]*? -d '(\{[^']*\})'/g;

const examples = ['README.md', 'docs/api.md'].flatMap((file) => {
  // What stands under "Errors" is wrong on purpose.
  const [shown = ''] = readFileSync(file, 'utf8').split('## Errors');
  const calls = shown.replaceAll(/\\\n\s*/g, ' ').matchAll(CALL);
  return [...calls].map(([, path = '', body = '']) => ({ file, path, body }));
});

test.each(examples)('$file: POST $path takes the body it is shown with', ({ path, body }) => {
  const { endpoint } = matchEndpoint(ENDPOINTS, { method: 'POST', pathname: `/api/v1${path}` });
  if (endpoint.body === null || endpoint.body === 'bytes') throw new Error('this endpoint takes no JSON');

  expect(endpoint.body.safeParse(JSON.parse(body)).error?.message).toBeUndefined();
});

test('both documents show such calls', () => {
  expect(examples.filter(({ file }) => file === 'README.md').length).toBeGreaterThanOrEqual(2);
  expect(examples.filter(({ file }) => file === 'docs/api.md').length).toBeGreaterThanOrEqual(10);
});
