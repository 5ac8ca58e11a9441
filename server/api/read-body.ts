import { cleanText } from '#server/imports/clean-text.ts';
import { ApiProblem } from './problem.ts';

/**
 * The whole body, or nothing at all when it has none.
 * @throws ApiProblem `too_large` as soon as more than `maxBytes` have come.
 */
export async function readBytes(request: Request, { maxBytes }: { maxBytes: number }): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  // Node's streams iterate; the browser's type of them does not say so.
  for await (const chunk of limitBytes(request.body, { maxBytes }) as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same stream, which fails with `too_large` when more than `maxBytes` come. */
export function limitBytes(
  body: ReadableStream<Uint8Array>,
  { maxBytes }: { maxBytes: number },
): ReadableStream<Uint8Array> {
  let byteCount = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        byteCount += chunk.byteLength;
        if (byteCount > maxBytes) controller.error(tooLarge(maxBytes));
        else controller.enqueue(chunk);
      },
    }),
  );
}

/** Refuses before reading what says itself that it is too large. */
export function refuseLongContent(request: Request, { maxBytes }: { maxBytes: number }): void {
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > maxBytes) throw tooLarge(maxBytes);
}

/** @throws ApiProblem `unsupported` for another content type, `invalid` for what is not JSON. */
export function parseJson(request: Request, bytes: Buffer): unknown {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new ApiProblem('unsupported', 'Send the body as JSON, with the header "Content-Type: application/json".');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Cleaned here once, so that nothing a client sends can upset the database.
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? cleanText(value) : value));
  } catch (error) {
    const detail = `The body is not valid JSON in UTF-8: ${error instanceof Error ? error.message : String(error)}`;
    throw new ApiProblem('invalid', detail, { errors: [{ in: 'body', pointer: '', detail }] });
  }
}

function tooLarge(maxBytes: number): ApiProblem {
  return new ApiProblem('too_large', `The body may have up to ${maxBytes.toLocaleString('en')} bytes.`);
}
