import { cleanText } from '#server/imports/clean-text.ts';
import { ApiProblem } from './problem.ts';

/** Beyond it a client is not mistaken but hostile, or has a whole archive to send. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

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

/**
 * The same stream, which fails with `too_large` when more than `maxBytes` come. Many clients read an answer only once
 * they have sent everything, and a connection that is cut meanwhile tells them nothing: so what still comes is thrown
 * away first, up to a limit.
 */
export function limitBytes(
  body: ReadableStream<Uint8Array>,
  { maxBytes }: { maxBytes: number },
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let byteCount = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        byteCount += value.byteLength;
        if (byteCount <= maxBytes) return controller.enqueue(value);
        await discard(reader);
        controller.error(tooLarge(maxBytes));
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let byteCount = 0;
  while (byteCount < MAX_DISCARDED_BYTES) {
    const { done, value } = await reader.read();
    if (done) return;
    byteCount += value.byteLength;
  }
  await reader.cancel();
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
  return new ApiProblem(
    'too_large',
    `The body may have up to ${maxBytes.toLocaleString('en')} bytes. Send it in smaller parts.`,
  );
}
