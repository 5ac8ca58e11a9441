import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import { UpstreamError } from '#server/outbound/upstream-error.ts';
import type { OpenEndpoint } from './endpoint.ts';

/** Makes a vector of each text, in their order. @throws AppError `upstream` or `invalid` naming the host and the remedy. */
export type Embedder = {
  readonly embed: (texts: readonly string[], signal: AbortSignal) => Promise<Float32Array[]>;
  readonly close: () => Promise<void>;
};

/** A model on a laptop takes its time for a batch of long posts. */
const TIMEOUT_MS = 120_000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_ATTEMPTS = 4;
/** Waits before the second, third and fourth attempt, where the endpoint does not say. */
const WAITS_MS = [1_000, 5_000, 20_000];
const MAX_WAIT_MS = 60_000;
const MAX_SAID = 200;

const Answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(8192) })),
});

/** Speaks OpenAI's `POST /v1/embeddings`, as Ollama, llama.cpp, vLLM and others do. */
export function createEmbedder(
  { url, model, key }: OpenEndpoint,
  {
    allowedHosts,
    timeoutMs = TIMEOUT_MS,
    waitsMs = WAITS_MS,
  }: {
    allowedHosts: readonly string[];
    timeoutMs?: number;
    waitsMs?: readonly number[];
  },
): Embedder {
  const fetch = createOutboundFetch({ allowedHosts, timeoutMs, maxBytes: MAX_BYTES });
  const host = URL.canParse(url) ? new URL(url).host : url;

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const { vectors, failure } = await ask(texts, signal);
      if (vectors) return vectors;
      if (!failure.isPassing || attempt === MAX_ATTEMPTS) {
        throw new AppError(failure.code, failure.message, {}, failure.cause);
      }
      await pause(Math.min(MAX_WAIT_MS, failure.waitMs ?? waitsMs[attempt - 1] ?? MAX_WAIT_MS), undefined, { signal });
    }
  }

  async function ask(texts: readonly string[], signal: AbortSignal): Promise<Outcome> {
    let response: Response;
    try {
      response = await fetch(`${url}/embeddings`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UpstreamError) return { failure: notReached(error) };
      throw error;
    }
    if (!response.ok) return { failure: await refused(response) };
    return readVectors(await response.text(), texts.length);
  }

  function notReached(error: UpstreamError): Failure {
    const isPassing = error.fault !== 'blocked' && error.fault !== 'too-large';
    const remedy = isPassing ? ' See that it runs, and start the run again.' : '';
    return { code: 'upstream', message: `Embeddings: ${error.message}${remedy}`, isPassing, cause: error };
  }

  async function refused(response: Response): Promise<Failure> {
    const { status } = response;
    const said = readSaid(await response.text(), key);
    const isPassing = status === 408 || status === 429 || status >= 500;
    const waitMs = readRetryAfter(response.headers.get('retry-after'));
    return { code: 'upstream', message: `Embeddings: ${explain(status)}${said}`, isPassing, waitMs };
  }

  function explain(status: number): string {
    if (status === 401 || status === 403) return `${host} refused the key (${status}). Enter it anew in the settings.`;
    if (status === 404) {
      return `${host} has no such address or no model "${model}" (404). Check both in the settings; the address usually ends in /v1.`;
    }
    if (status === 429) return `${host} wants fewer requests (429), also after waiting. Start the run again later.`;
    if (status >= 500)
      return `${host} failed (${status}), ${MAX_ATTEMPTS} times. See its log, and start the run again.`;
    return `${host} does not take the request (${status}). See that "${model}" is a model for embeddings.`;
  }

  function readVectors(text: string, count: number): Outcome {
    const failed = (message: string): Outcome => ({
      failure: { code: 'upstream', message: `Embeddings: ${host} ${message}`, isPassing: false },
    });
    const answer = Answer.safeParse(parse(text));
    if (!answer.success) {
      return failed(
        'answered something that is no list of vectors. Enter the address of an OpenAI-compatible API, usually ending in /v1.',
      );
    }
    const byIndex = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
    const vectors: Float32Array[] = [];
    for (let index = 0; index < count; index += 1) {
      const vector = byIndex.get(index);
      if (vector) vectors.push(Float32Array.from(vector));
    }
    if (vectors.length < count || byIndex.size > count) {
      return failed(
        `sent ${byIndex.size} vectors for ${count} posts. It cuts batches short; take another server or model.`,
      );
    }
    const [width] = vectors.map(({ length }) => length);
    if (vectors.some((vector) => vector.length !== width || !vector.every(Number.isFinite))) {
      return failed('sent vectors of different widths. Take another model.');
    }
    return { vectors };
  }

  return { embed, close: fetch.close };
}

type Failure = {
  readonly code: 'upstream';
  readonly message: string;
  /** Whether the same request may succeed in a while. */
  readonly isPassing: boolean;
  readonly waitMs?: number | undefined;
  readonly cause?: unknown;
};
type Outcome =
  | { readonly vectors: Float32Array[]; readonly failure?: never }
  | { readonly vectors?: never; readonly failure: Failure };

/** What the endpoint says itself, without the key: some repeat it. */
function readSaid(text: string, key: string | null): string {
  const body = parse(text);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const said = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  if (typeof said !== 'string' || said.trim() === '') return '';
  const safe = key === null ? said : said.replaceAll(key, '…');
  return ` It says: “${safe.replace(/\s+/g, ' ').trim().slice(0, MAX_SAID)}”`;
}

/** Seconds or a date, as HTTP has it. */
function readRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
