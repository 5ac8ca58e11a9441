import { Worker } from 'node:worker_threads';
import type { Config } from '#server/config/config.ts';
import type { Log } from '#server/log/log.ts';
import { threadEntry } from '#server/threads/thread-entry.ts';

const RESTART_MS = 2_000;

/** Keeps one worker thread running until stopped; a thread that ends by an error is started again. */
export async function startJobThread({
  config,
  connectionString,
  log,
}: {
  config: Config;
  connectionString: string;
  log: Log;
}): Promise<{ stop: () => Promise<void> }> {
  const entry = await threadEntry('job-thread');
  let isStopping = false;
  let thread = start();

  function start(): Worker {
    const started = new Worker(entry, { workerData: { config, connectionString } });
    started.on('error', (error) => log.error('job thread ended', { error: error.stack }));
    started.on('exit', () => {
      if (isStopping) return;
      setTimeout(() => {
        if (!isStopping) thread = start();
      }, RESTART_MS);
    });
    return started;
  }

  return {
    stop: async () => {
      isStopping = true;
      const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
      thread.postMessage('stop');
      const timer = setTimeout(() => void thread.terminate(), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
