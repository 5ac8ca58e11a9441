import { createHash } from 'node:crypto';

/** The same stream, and a promise of its sha256; asking for it reads what nobody has read. */
export function hashBody(body: ReadableStream<Uint8Array>): {
  readonly stream: ReadableStream<Uint8Array>;
  readonly finishHash: () => Promise<string>;
} {
  const hash = createHash('sha256');
  const reader = body.getReader();
  let digest: string | null = null;

  async function pull(): Promise<Uint8Array | null> {
    const { done, value } = await reader.read();
    if (!done) {
      hash.update(value);
      return value;
    }
    digest ??= hash.digest('hex');
    return null;
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await pull();
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of whoever reads this, so that `finishHash` misses nothing.
    { highWaterMark: 0 },
  );
  async function finishHash(): Promise<string> {
    while (digest === null) await pull();
    return digest;
  }
  return { stream, finishHash };
}
