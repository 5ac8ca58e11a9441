import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import type { Permission } from '#server/accounts/permissions.ts';
import type { AppContext } from '#server/app-context.ts';
import type { ErrorCode } from '#server/errors.ts';

export const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** `bytes`: the request's body is a file and is handed on as a stream, never read into memory. */
type Body = z.ZodType | 'bytes' | null;

export type EndpointInput<Params, Query, Body> = {
  readonly context: AppContext;
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
};

/**
 * One endpoint as data. The same schemas validate its requests, shape its answers (fields that the schema does not name
 * are left out) and are written into the OpenAPI document, so that the three cannot differ.
 */
export type Endpoint = {
  readonly method: Method;
  /** Below `/api/v1`, with parameters in braces: `/runs/{runId}/cancel`. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string | null;
  /** Null: anybody may call it, without a key too. */
  readonly permission: Permission | null;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: Body;
  readonly maxBodyBytes: number;
  readonly answer: { readonly status: number; readonly description: string; readonly schema: z.ZodType | null };
  /** What can go wrong here beyond what every endpoint may answer. */
  readonly problems: readonly ErrorCode[];
  /**
   * How a write honours `Idempotency-Key`. `transaction`: its work and the kept answer are one transaction, so that a
   * crash leaves both or neither. `claim`: for work that must not sit in a transaction (files, network): the key is
   * claimed before and the answer kept after it.
   */
  readonly idempotency: 'none' | 'transaction' | 'claim';
  /** Its answer shows a secret once, so the answer kept for repeated requests is encrypted. */
  readonly answersSecret: boolean;
  /** Path below `/api/v1` of what was made, for the `Location` header; null where what was made cannot be read alone. */
  readonly location: ((answer: unknown) => string) | null;
  handle(input: EndpointInput<unknown, unknown, unknown>): Promise<unknown>;
};

type Definition<P extends z.ZodRawShape, Q extends z.ZodRawShape, B extends Body, A extends z.ZodType | null> = {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly permission: Permission | null;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly maxBodyBytes?: number;
  readonly answer: { readonly status: number; readonly description: string; readonly schema: A };
  readonly problems?: readonly ErrorCode[];
  readonly idempotency?: 'transaction' | 'claim';
  readonly answersSecret?: boolean;
  location?(answer: A extends z.ZodType ? z.output<A> : null): string;
  handle(
    input: EndpointInput<z.output<z.ZodObject<P>>, z.output<z.ZodObject<Q>>, BodyOf<B>>,
  ): Promise<A extends z.ZodType ? ReadonlyDeep<z.input<A>> : void>;
};

/** Use cases answer with readonly values, which schemas take but their types do not say. */
type ReadonlyDeep<T> = T extends Date ? T : T extends object ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> } : T;

type BodyOf<B extends Body> = B extends 'bytes' ? ReadableStream<Uint8Array> : B extends z.ZodType ? z.output<B> : null;

const MEGABYTE = 1024 * 1024;

/** Types the handler after its schemas, then forgets the types: the registry is a plain list. */
export function defineEndpoint<
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
  B extends Body = null,
  A extends z.ZodType | null = null,
>(definition: Definition<P, Q, B, A>): Endpoint {
  const { location } = definition;
  return {
    description: null,
    maxBodyBytes: MEGABYTE,
    problems: [],
    answersSecret: false,
    ...definition,
    params: zod.strictObject(definition.params ?? {}),
    query: zod.strictObject(definition.query ?? {}),
    body: definition.body ?? null,
    idempotency: definition.method === 'GET' ? 'none' : (definition.idempotency ?? 'transaction'),
    // `handleApiRequest` calls these with what the schemas above have parsed, which is what the definition asked for.
    location: location ? (answer) => location(answer as Parameters<typeof location>[0]) : null,
    handle: (input) => definition.handle(input as Parameters<typeof definition.handle>[0]),
  };
}
