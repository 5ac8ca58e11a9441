import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { watchChanges } from '#server/decisions/watch-changes.ts';

/** Whoever reads again is told what happened within this time at most. */
const MOST_PAST_MS = 60_000;
/** Proxies close connections on which nothing is said for a minute. */
const KEEP_ALIVE_MS = 25_000;

/** Server-sent events: `change` with what was decided or published, so that open pages can read again. */
export function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.read');
  const encoder = new TextEncoder();
  const { signal } = request;
  const past = Number(new URL(request.url).searchParams.get('past'));
  const pastMs = Number.isFinite(past) ? Math.max(0, Math.min(past, MOST_PAST_MS)) : 0;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      send('retry: 3000\n\n');
      const keepAlive = setInterval(() => send(': here\n\n'), KEEP_ALIVE_MS);
      keepAlive.unref();
      watchChanges(
        {
          db: context.db,
          onFailure: (error) => context.log.error('watching for changes failed', { error: String(error) }),
        },
        { signal, pastMs, onChange: (change) => send(`event: change\ndata: ${JSON.stringify(change)}\n\n`) },
      );
      signal.addEventListener(
        'abort',
        () => {
          clearInterval(keepAlive);
          controller.close();
        },
        { once: true },
      );
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Compression would hold events back until there are enough of them.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
