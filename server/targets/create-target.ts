import { eq } from 'drizzle-orm';
import { type Tracker, targets } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Config } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { encryptSecret, hintSecret } from '#server/secrets/secret.ts';
import { getTarget } from './get-target.ts';
import { readTargetSettings, readToken } from './read-target-settings.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { secretRow, type Target } from './target.ts';

/**
 * Adds a place that reports can be pushed to. The token is encrypted for this row and never returned.
 * @throws AppError `invalid` for wrong settings, `conflict` for a name that is taken.
 */
export async function createTarget(
  { db, keyring, config }: { db: Database; keyring: Keyring; config: Pick<Config, 'allowedHosts'> },
  input: {
    tracker: Tracker;
    /** Empty: github.com. */
    baseUrl: string;
    /** The tracker's own settings: for GitHub `{ owner, repo, labels?, assignees?, milestone? }`. */
    config: unknown;
    token: string;
    name?: string;
    actor: Actor;
  },
): Promise<Target> {
  const settings = readTargetSettings(config, input);
  const token = readToken(input.token);
  const name = input.name?.trim() || settings.name;
  return db.transaction(async (tx) => {
    const [row] = await refuseTakenName(
      name,
      tx
        .insert(targets)
        .values({
          tracker: input.tracker,
          name,
          baseUrl: settings.baseUrl,
          config: settings.config,
          secretHint: hintSecret(token),
          createdById: input.actor.userId,
        })
        .returning({ id: targets.id }),
    );
    if (!row) throw new Error('insert returned no target');
    // The id is part of what is encrypted, so the row has to be there first.
    const secret = encryptSecret(keyring, { secret: token, row: secretRow(row.id) });
    await tx.update(targets).set({ secret }).where(eq(targets.id, row.id));
    return getTarget({ db: tx }, { targetId: row.id });
  });
}
