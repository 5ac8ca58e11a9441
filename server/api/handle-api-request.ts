import { createHash } from 'node:crypto';
import type { Actor } from '#server/accounts/actor.ts';
import { requireAllowed } from '#server/accounts/permissions.ts';
import type { AppContext } from '#server/app-context.ts';
import { type Answer, answerOnce } from './answer-once.ts';
import { authenticate } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { hashBody } from './hash-body.ts';
import { matchEndpoint } from './match-endpoint.ts';
import { parseInput, readQuery } from './parse-input.ts';
import { ApiProblem, toProblemResponse } from './problem.ts';
import { limitBytes, parseJson, readBytes, refuseLongContent } from './read-body.ts';

/** Stands for the caller of public endpoints; it may do nothing. */
const NOBODY: Actor = { id: 'nobody', name: 'Nobody', role: 'marketing', userId: null };

/** Answers any request below `/api/v1`. Never throws: whatever goes wrong is a problem document. */
export async function handleApiRequest(
  context: AppContext,
  request: Request,
  { endpoints = ENDPOINTS }: { endpoints?: readonly Endpoint[] } = {},
): Promise<Response> {
  try {
    const answer = await answerRequest(context, request, endpoints);
    const body = request.method === 'HEAD' || answer.status === 204 ? null : answer.body;
    return new Response(body, { status: answer.status, headers: { ...answer.headers } });
  } catch (error) {
    return toProblemResponse(error, { request, log: context.log });
  }
}

async function answerRequest(context: AppContext, request: Request, endpoints: readonly Endpoint[]): Promise<Answer> {
  const { pathname, search, searchParams } = new URL(request.url);
  const { endpoint, params: rawParams } = matchEndpoint(endpoints, { method: request.method, pathname });
  const actor = endpoint.permission
    ? requireAllowed(await authenticate(context, request), endpoint.permission)
    : NOBODY;

  const params = parseInput(endpoint.params, rawParams, 'path');
  const query = parseInput(endpoint.query, readQuery(searchParams), 'query');
  const key = readIdempotencyKey(endpoint, request);
  const { body, firstHash, finishHash } = await readBody(context, endpoint, request);

  const perform = async (context: AppContext): Promise<Answer> =>
    toAnswer(context, endpoint, request, await endpoint.handle({ context, actor, params, query, body, request }));
  if (key === null) return perform(context);
  const head = `${request.method} ${pathname}${search}\n`;
  const requestHash = sha256(head + firstHash);
  return answerOnce(
    context,
    { endpoint, actor, key, requestHash, finishHash: async () => sha256(head + (await finishHash())) },
    perform,
  );
}

function readIdempotencyKey(endpoint: Endpoint, request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || endpoint.idempotency === 'none') return null;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const detail = 'An Idempotency-Key has 1 to 200 visible ASCII characters, such as a UUID.';
  throw new ApiProblem('invalid', detail, {
    errors: [{ in: 'header', pointer: '/Idempotency-Key', detail }],
  });
}

/** The parsed body, and what it adds to the request's hash before and after it was read. */
async function readBody(
  context: AppContext,
  endpoint: Endpoint,
  request: Request,
): Promise<{ body: unknown; firstHash: string; finishHash: () => Promise<string> }> {
  if (endpoint.method === 'GET') return { body: null, firstHash: '', finishHash: async () => '' };
  if (endpoint.body === 'bytes') {
    const maxBytes = context.config.maxUploadBytes;
    refuseLongContent(request, { maxBytes });
    const { stream, finishHash } = hashBody(limitBytes(request.body ?? new Blob([]).stream(), { maxBytes }));
    return { body: stream, firstHash: request.headers.get('content-length') ?? '', finishHash };
  }
  refuseLongContent(request, { maxBytes: endpoint.maxBodyBytes });
  const bytes = await readBytes(request, { maxBytes: endpoint.maxBodyBytes });
  const firstHash = sha256(bytes);
  const hashes = { firstHash, finishHash: async () => firstHash };
  if (endpoint.body) return { body: parseInput(endpoint.body, parseJson(request, bytes), 'body'), ...hashes };
  // Many clients send an empty object where there is nothing to send.
  if (bytes.length > 0 && bytes.toString().trim() !== '{}') {
    throw new ApiProblem('invalid', 'This request takes no body.');
  }
  return { body: null, ...hashes };
}

function toAnswer(context: AppContext, endpoint: Endpoint, request: Request, result: unknown): Answer {
  const { status, schema } = endpoint.answer;
  if (!schema) return { status, headers: { 'Cache-Control': 'no-store' }, body: '' };
  // Only what the schema names leaves the server.
  const answer = schema.parse(result);
  const location = endpoint.location?.(answer) ?? null;
  const next = linkToNext(context, request, answer);
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      ...(location === null ? {} : { Location: `/api/v1${location}` }),
      ...(next === null ? {} : { Link: `<${next}>; rel="next"` }),
    },
    body: JSON.stringify(answer),
  };
}

function linkToNext(context: AppContext, request: Request, answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('nextCursor' in answer)) return null;
  if (typeof answer.nextCursor !== 'string') return null;
  const { pathname, searchParams } = new URL(request.url);
  searchParams.set('cursor', answer.nextCursor);
  return `${context.config.publicUrl}${pathname}?${searchParams}`;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
