import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './start-product.ts';

const POLL_MS = 250;

export type RunSeen = {
  readonly id: number;
  readonly status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly stage: string | null;
  readonly doneCount: number;
  readonly attemptCount: number;
  readonly failureMessage: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
};

/** Uploads a file over the API and starts its import. @returns the run. */
export async function startImport(product: Product, { file }: { file: string }): Promise<RunSeen> {
  const name = path.basename(file);
  const response = await product.fetch(`/api/v1/uploads?fileName=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
    duplex: 'half',
  } as RequestInit);
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: number };
  return product.call('POST', '/imports', { uploadId: id, newSource: { name } });
}

/** Looks at a run until it has ended; `onLook` is told every time. @throws Error when it does not succeed. */
export async function watchRun(
  product: Product,
  runId: number,
  onLook: (run: RunSeen) => void | Promise<void> = () => {},
): Promise<RunSeen> {
  for (;;) {
    const run = await product.call<RunSeen>('GET', `/runs/${runId}`);
    await onLook(run);
    if (run.status === 'succeeded') return run;
    if (run.status === 'failed' || run.status === 'cancelled') {
      throw new Error(`run ${runId} ${run.status}: ${run.failureMessage}`);
    }
    await sleep(POLL_MS);
  }
}

/** The given file, or one that is written for the time `use` takes. */
export async function withFile<T>(
  given: string | undefined,
  write: () => Promise<string>,
  use: (file: string) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return use(given);
  const file = await write();
  try {
    return await use(file);
  } finally {
    await rm(file, { force: true });
  }
}
