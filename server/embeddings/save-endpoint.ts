import { ne, sql } from 'drizzle-orm';
import { embeddingsEndpoint, postVectors } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { checkAddress } from '#server/outbound/check-address.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { encryptSecret, hintSecret } from '#server/secrets/secret.ts';
import { createEmbedder } from './create-embedder.ts';
import { ENDPOINT_ROW, openEndpoint } from './endpoint.ts';

type Deps = { readonly db: Database; readonly keyring: Keyring; readonly config: Pick<Config, 'allowedHosts'> };

/**
 * Configures the endpoint, after one request that has to succeed. From the next run on posts are sent there. An empty key
 * keeps the stored one as long as the address stays. Vectors of another address or model are forgotten.
 * @returns how many dimensions its vectors have.
 * @throws AppError `invalid` for what was entered, `upstream` when the trial fails; nothing is stored then.
 */
export async function saveEndpoint(
  { db, keyring, config }: Deps,
  input: { url: string; model: string; key: string },
): Promise<{ width: number }> {
  const url = readUrl(input.url, config.allowedHosts);
  const model = readLine(input.model, /^[\x21-\x7E]{1,200}$/, 'model', 'Enter the model as the endpoint calls it.');
  const typed = input.key.trim();
  if (typed !== '') readLine(typed, /^[\x21-\x7E]{1,500}$/, 'key', 'Enter the key without spaces.');
  const before = await openEndpoint({ db, keyring });
  // A stored key is never sent to another address.
  const key = typed !== '' ? typed : before?.url === url ? before.key : null;
  const width = await tryOut({ url, model, key }, config.allowedHosts);
  const secret = key === null ? null : encryptSecret(keyring, { secret: key, row: ENDPOINT_ROW });
  const values = { url, model, secret, secretHint: key === null ? null : hintSecret(key) };
  await db.transaction(async (tx) => {
    await tx
      .insert(embeddingsEndpoint)
      .values(values)
      .onConflictDoUpdate({ target: embeddingsEndpoint.id, set: { ...values, updatedAt: sql`now()` } });
    await tx.delete(postVectors).where(before?.url === url ? ne(postVectors.model, model) : undefined);
  });
  return { width };
}

/** No post is sent anywhere any more, and what came back is forgotten. Clusters stay as they are until the next run. */
export async function removeEndpoint({ db }: { db: Database }): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(embeddingsEndpoint);
    await tx.delete(postVectors);
  });
}

async function tryOut(endpoint: { url: string; model: string; key: string | null }, allowedHosts: readonly string[]) {
  // Somebody waits for the page: no attempts after the first.
  const embedder = createEmbedder(endpoint, { allowedHosts, timeoutMs: 30_000, waitsMs: [0, 0, 0] });
  try {
    const [vector] = await embedder.embed(['The export to CSV hangs'], AbortSignal.timeout(40_000));
    return vector?.length ?? 0;
  } finally {
    await embedder.close();
  }
}

/** The root of the API: a full address of its embeddings is cut back to it. */
export function readUrl(typed: string, allowedHosts: readonly string[]): string {
  const address = typed
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/embeddings$/, '');
  const verdict = checkAddress(address, { allowedHosts });
  if (verdict.ok && verdict.url.search === '' && verdict.url.hash === '') return address;
  const message = verdict.ok ? 'Enter the address without ? and #.' : describe(verdict.message, address);
  throw new AppError('invalid', message, { field: 'url' });
}

/** Ollama and the like run beside Refrain: that its network is opened for them is an operator's decision. */
function describe(message: string, address: string): string {
  if (!URL.canParse(address)) return 'This is not a web address. Enter one such as http://localhost:11434/v1.';
  const { host, protocol } = new URL(address);
  if (protocol !== 'http:' && !message.includes('REFRAIN_ALLOWED_HOSTS')) return message;
  return `${host} is not a public https address. Where that is meant, as with Ollama on this machine, the operator of this server starts Refrain with REFRAIN_ALLOWED_HOSTS=${host}.`;
}

function readLine(typed: string, pattern: RegExp, field: string, message: string): string {
  const line = typed.trim();
  if (!pattern.test(line)) throw new AppError('invalid', message, { field });
  return line;
}
