import { eq, sql } from 'drizzle-orm';
import { embeddingsEndpoint } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { decryptSecret } from '#server/secrets/secret.ts';

/** Where vectors of posts come from, as people see it: of its key only the hint. */
export type Endpoint = {
  readonly url: string;
  readonly model: string;
  readonly hasKey: boolean;
  readonly keyHint: string | null;
};
/** What a call needs. */
export type OpenEndpoint = { readonly url: string; readonly model: string; readonly key: string | null };

/** Names the row inside its encrypted key. */
export const ENDPOINT_ROW = 'embeddings_endpoint:1';

/** Null: no endpoint is configured. */
export async function getEndpoint({ db }: { db: Queryable }): Promise<Endpoint | null> {
  const [row] = await db
    .select({
      url: embeddingsEndpoint.url,
      model: embeddingsEndpoint.model,
      hasKey: sql<boolean>`${embeddingsEndpoint.secret} is not null`,
      keyHint: embeddingsEndpoint.secretHint,
    })
    .from(embeddingsEndpoint)
    .where(eq(embeddingsEndpoint.id, 1));
  return row ?? null;
}

/** @throws AppError `unavailable` when the stored key cannot be read. */
export async function openEndpoint({ db, keyring }: { db: Queryable; keyring: Keyring }): Promise<OpenEndpoint | null> {
  const [row] = await db.select().from(embeddingsEndpoint).where(eq(embeddingsEndpoint.id, 1));
  if (!row) return null;
  const key = row.secret === null ? null : decryptSecret(keyring, { encrypted: row.secret, row: ENDPOINT_ROW });
  return { url: row.url, model: row.model, key };
}
