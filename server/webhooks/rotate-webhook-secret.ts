import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { encryptSecret } from '#server/secrets/secret.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { webhookSecretRow } from '#server/targets/target.ts';

export type WebhookSetup = {
  /** Where the tracker sends to. */
  readonly url: string;
  /** Shown this once. */
  readonly secret: string;
};

/** Makes a target's webhook secret, in place of an older one. */
export async function rotateWebhookSecret(
  { db, keyring, config }: { db: Queryable; keyring: Keyring; config: Pick<Config, 'publicUrl'> },
  { targetId }: { targetId: number },
): Promise<WebhookSetup> {
  await getTarget({ db }, { targetId });
  const secret = randomBytes(24).toString('base64url');
  const webhookSecret = encryptSecret(keyring, { secret, row: webhookSecretRow(targetId) });
  await db.update(targets).set({ webhookSecret }).where(eq(targets.id, targetId));
  return { url: `${config.publicUrl}/webhooks/${targetId}`, secret };
}
