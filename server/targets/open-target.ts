import { eq } from 'drizzle-orm';
import { targets } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { decryptSecret } from '#server/secrets/secret.ts';
import { getTracker } from '#server/trackers/registry.ts';
import type { TrackerAdapter, TrackerConnection } from '#server/trackers/tracker.ts';
import { secretRow } from './target.ts';

export type TargetDeps = {
  readonly db: Queryable;
  readonly keyring: Keyring;
  readonly config: Pick<Config, 'allowedHosts' | 'publicUrl'>;
  /** Leaves out the pause that trackers ask for between writes; for tests. */
  readonly isUnpaced?: boolean;
};
export type OpenTarget = {
  readonly adapter: TrackerAdapter<unknown>;
  readonly connection: TrackerConnection<unknown>;
  readonly close: () => Promise<void>;
};

/**
 * Decrypts a target's token and makes a connection of it, for as long as one use case needs it.
 * @throws AppError `not_found`, `conflict` for a disabled target, `unavailable` when the token cannot be read.
 */
export async function openTarget(deps: TargetDeps, { targetId }: { targetId: number }): Promise<OpenTarget> {
  const { db, keyring, config, isUnpaced } = deps;
  const [target] = await db.select().from(targets).where(eq(targets.id, targetId));
  if (!target) throw new AppError('not_found', `There is no target ${targetId}.`);
  if (target.disabledAt) throw new AppError('conflict', `The target "${target.name}" is disabled. Enable it first.`);
  if (target.secret === null) {
    throw new AppError('unavailable', `The target "${target.name}" has no token. An admin has to enter one.`);
  }
  const adapter = getTracker(target.tracker);
  const token = decryptSecret(keyring, { encrypted: target.secret, row: secretRow(target.id) });
  const fetch = createOutboundFetch({ allowedHosts: config.allowedHosts });
  const connection = {
    targetKey: secretRow(target.id),
    baseUrl: target.baseUrl,
    token,
    config: adapter.parseConfig(target.config),
    fetch,
    ...(isUnpaced ? { isUnpaced } : {}),
  };
  return { adapter, connection, close: fetch.close };
}
