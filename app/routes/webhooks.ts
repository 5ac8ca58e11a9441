import type { ActionFunctionArgs } from '@remix-run/node';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';
import { receiveWebhook } from '#server/webhooks/receive-webhook.ts';
import { readId } from '../problem.ts';

/** GitHub sends at most 25 MB, of which an issue is a small part. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Where trackers send their webhooks. The signature is the only key; nobody signs in here. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const targetId = readId(params.targetId);
  if (request.method !== 'POST') return new Response('Only POST is taken here.', { status: 405 });
  const body = await readBytes(request);
  if (body === null) return new Response('The body is too large.', { status: 413 });
  try {
    const received = await receiveWebhook(context, { targetId, headers: request.headers, body });
    return Response.json({ received }, { status: 202 });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new Response(error.message, { status: ERROR_STATUS[error.code] });
  }
}

export function loader() {
  return new Response('Trackers send their webhooks here with POST.', { status: 405, headers: { Allow: 'POST' } });
}

/** Read as it comes, so that a body without a length cannot fill the memory. @returns null when it is too large. */
async function readBytes(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > MAX_BYTES) return null;
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
