import { and, eq, inArray, sql } from 'drizzle-orm';
import { pushes, targets } from '#db/schema.ts';
import type { Config } from '#server/config/config.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Keyring } from '#server/secrets/keyring.ts';
import { encryptSecret, hintSecret } from '#server/secrets/secret.ts';
import { getTarget } from './get-target.ts';
import { readTargetSettings, readToken } from './read-target-settings.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { secretRow, type Target } from './target.ts';

/**
 * Changes what is given and leaves the rest. Moving a target to another address needs its token again, so that nobody
 * who may change targets can have a stored token sent to a server of their own.
 * @throws AppError `invalid`, `conflict`, `not_found`.
 */
export async function updateTarget(
  { db, keyring, config }: { db: Database; keyring: Keyring; config: Pick<Config, 'allowedHosts'> },
  input: { targetId: number; name?: string; baseUrl?: string; config?: unknown; token?: string; isDisabled?: boolean },
): Promise<Target> {
  const { targetId } = input;
  const target = await getTarget({ db }, { targetId });
  const settings = readTargetSettings(config, {
    tracker: target.tracker,
    baseUrl: input.baseUrl ?? target.baseUrl,
    config: input.config ?? target.config,
  });
  const token = input.token?.trim() ? readToken(input.token) : null;
  const isMoved = settings.baseUrl !== target.baseUrl;
  if (isMoved || input.config !== undefined) await refuseWhileUnsettled(db, target);
  const name = input.name?.trim() || target.name;
  await refuseTakenName(
    name,
    db
      .update(targets)
      .set({
        name,
        baseUrl: settings.baseUrl,
        config: settings.config,
        ...(isMoved && !token ? { secret: null, secretHint: null } : {}),
        ...(token
          ? {
              secret: encryptSecret(keyring, { secret: token, row: secretRow(targetId) }),
              secretHint: hintSecret(token),
            }
          : {}),
        ...(isMoved || token || input.config !== undefined ? { checkedAt: null } : {}),
        ...(input.isDisabled === undefined ? {} : { disabledAt: input.isDisabled ? sql`now()` : null }),
      })
      .where(eq(targets.id, targetId)),
  );
  return getTarget({ db }, { targetId });
}

/** Whether an issue was made can only be asked where it was sent. */
async function refuseWhileUnsettled(db: Queryable, target: Target): Promise<void> {
  const [open] = await db
    .select({ id: pushes.id })
    .from(pushes)
    .where(and(eq(pushes.targetId, target.id), inArray(pushes.status, ['sending', 'unknown'])))
    .limit(1);
  if (!open) return;
  throw new AppError(
    'conflict',
    `It is not known yet whether a push to "${target.name}" has arrived. Change the target when it is settled.`,
    { pushId: open.id },
  );
}
