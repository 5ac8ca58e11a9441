import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode, isAppError } from '#server/errors.ts';
import type { Log } from '#server/log/log.ts';

/** Codes that only the API answers, beside those of use cases. */
const API_STATUS = { ...ERROR_STATUS, method_not_allowed: 405, internal: 500 } as const;
export type ProblemCode = keyof typeof API_STATUS;

const TITLES: Readonly<Record<ProblemCode, string>> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Who are you?',
  forbidden: 'Your role may not do this',
  not_found: 'Not found',
  method_not_allowed: 'This method is not known here',
  conflict: 'This does not fit the current state',
  too_large: 'The request is too large',
  unsupported: 'This kind of content is not accepted',
  unprocessable: 'The request cannot be carried out',
  too_many: 'Too many requests',
  upstream: 'Another server failed',
  unavailable: 'Not available right now',
  internal: 'Something in Refrain went wrong',
};

export const FieldError = z
  .object({
    in: z.enum(['body', 'query', 'path', 'header']).describe('Which part of the request is meant.'),
    pointer: z.string().describe('JSON Pointer (RFC 6901) into that part; empty for the part as a whole.'),
    detail: z.string(),
  })
  .meta({ id: 'FieldError', description: 'One thing that is wrong with the request.' });
export type FieldError = z.infer<typeof FieldError>;

export const Problem = z
  .looseObject({
    type: z.string().describe('Names the kind of problem: `urn:refrain:problem:` and its code.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What happened here and what can be done about it.'),
    instance: z.string().describe('Path of the request.'),
    code: z.string().describe('The kind of problem as one word, for programs.'),
    errors: z.array(FieldError).optional(),
  })
  .meta({
    id: 'Problem',
    description: 'Problem details (RFC 9457). Some problems carry further members.',
    examples: [
      {
        type: 'urn:refrain:problem:not_found',
        title: 'Not found',
        status: 404,
        detail: 'There is no run 12.',
        instance: '/api/v1/runs/12',
        code: 'not_found',
      },
    ],
  });

/** Thrown inside the API for what no use case says. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    message: string,
    options: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.code = code;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

export function problemStatus(code: ErrorCode | ProblemCode): number {
  return API_STATUS[code];
}

/** Any error as an answer. What is not meant for people is logged under an incident's id, and only the id is told. */
export function toProblemResponse(error: unknown, { request, log }: { request: Request; log: Log }): Response {
  const instance = new URL(request.url).pathname;
  if (error instanceof ApiProblem) return respond(error.code, error.message, { instance }, error.errors, error.headers);
  if (isAppError(error)) {
    const { field, pointer, ...details } = error.details;
    const at = pointer ?? field;
    const errors: FieldError[] =
      typeof at === 'string'
        ? [{ in: 'body', pointer: at.startsWith('/') ? at : `/${at}`, detail: error.message }]
        : [];
    return respond(error.code, error.message, { ...details, instance }, errors, headersOf(error.code, details));
  }
  if (error instanceof Error && error.name === 'UpstreamError') {
    return respond('upstream', error.message, { instance }, [], {});
  }
  const incident = randomUUID();
  log.error('api request failed', { incident, error: error instanceof Error ? error.stack : String(error) });
  const detail = `Nothing was half-done. The server's log has the details under incident ${incident}.`;
  return respond('internal', detail, { instance, incident }, [], {});
}

function headersOf(code: ErrorCode, details: Readonly<Record<string, unknown>>): Record<string, string> {
  if (code === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer realm="Refrain"' };
  const { retryAfterSeconds } = details;
  return typeof retryAfterSeconds === 'number' ? { 'Retry-After': String(Math.ceil(retryAfterSeconds)) } : {};
}

function respond(
  code: ProblemCode,
  detail: string,
  members: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[],
  headers: Readonly<Record<string, string>>,
): Response {
  const status = API_STATUS[code];
  const problem = {
    ...members,
    type: `urn:refrain:problem:${code}`,
    title: TITLES[code],
    status,
    detail,
    code,
    ...(errors.length > 0 ? { errors } : {}),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
}
