import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { pushes, targets, webhookDeliveries } from '#db/schema.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { decryptSecret } from '#server/secrets/secret.ts';
import { webhookSecretRow } from '#server/targets/target.ts';
import { getTracker } from '#server/trackers/registry.ts';
import { verifySignature } from './verify-signature.ts';

export type Received = 'looking' | 'nothing-to-do' | 'repeated';

/**
 * Takes a tracker's webhook: checks its signature over the bytes as they came, and marks the issue it speaks of to be
 * looked at. Its content is never believed, so that a replayed, reordered or forged one does no harm; the same delivery
 * has its effect once.
 * @throws AppError `unauthenticated` for a wrong signature, `not_found` for a target without webhooks.
 */
export async function receiveWebhook(
  { db, keyring }: { db: Database; keyring: Keyring },
  { targetId, headers, body }: { targetId: number; headers: Headers; body: Uint8Array },
): Promise<Received> {
  const [target] = await db
    .select({ tracker: targets.tracker, secret: targets.webhookSecret })
    .from(targets)
    .where(eq(targets.id, targetId));
  if (!target?.secret) throw new AppError('not_found', 'No webhook is expected here.');
  const secret = decryptSecret(keyring, { encrypted: target.secret, row: webhookSecretRow(targetId) });
  // GitHub signs under the first name, Jira under the second.
  const signature = headers.get('x-hub-signature-256') ?? headers.get('x-hub-signature');
  if (!verifySignature(body, { signature, secret })) {
    throw new AppError('unauthenticated', 'The signature is wrong. Check the secret on both sides.');
  }
  const notice = getTracker(target.tracker).readWebhook(headers, parse(body));
  const deliveryId = notice.deliveryId ?? createHash('sha256').update(body).digest('hex');
  return db.transaction(async (tx) => {
    const kept = await tx
      .insert(webhookDeliveries)
      .values({ targetId, deliveryId, event: notice.event.slice(0, 100) })
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.deliveryId });
    if (kept.length === 0) return 'repeated';
    const { issueIds } = notice;
    if (issueIds.length === 0) return 'nothing-to-do';
    const about = issueIds === 'all' ? undefined : inArray(pushes.issueId, [...issueIds]);
    const marked = await tx
      .update(pushes)
      .set({ lookAt: sql`now()`, lookCause: 'webhook' })
      .where(and(eq(pushes.targetId, targetId), eq(pushes.status, 'created'), about))
      .returning({ id: pushes.id });
    return marked.length > 0 ? 'looking' : 'nothing-to-do';
  });
}

function parse(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  try {
    return JSON.parse(text);
  } catch {
    // GitHub can be set to send a form; its payload is the same JSON.
    const payload = new URLSearchParams(text).get('payload');
    if (payload !== null) return JSON.parse(payload);
    throw new AppError('invalid', 'The webhook’s body is not JSON. Set its content type to application/json.');
  }
}
