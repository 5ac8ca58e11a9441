import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook was signed with our secret: HMAC-SHA256 over the bytes as they came, as `sha256=HEX`.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries (Jira's is the same)
 */
export function verifySignature(
  body: Uint8Array,
  { signature, secret }: { signature: string | null; secret: string },
): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (given === undefined) return false;
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(given, 'hex'));
}
