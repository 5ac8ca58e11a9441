import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { idempotencyKeys } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { decryptSecret, encryptSecret } from '#server/secrets/secret.ts';
import type { Endpoint } from './endpoint.ts';
import { KEPT_HOURS } from './sweep-idempotency-keys.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type KeyRow = typeof idempotencyKeys.$inferSelect;

type Once = {
  readonly endpoint: Endpoint;
  readonly actor: Actor;
  readonly key: string;
  /** Names the request's method, address and body; of a file, what is known before it is read. */
  readonly requestHash: string;
  /** The hash with the file's content in it, once it was read; reads what is left of it. */
  readonly finishHash: () => Promise<string>;
};

/** Node ends a request after five minutes, so a claim that is older was left by a process that died. */
const CLAIM_MINUTES = 5;

/**
 * Carries a write out once per `Idempotency-Key`: a repeated request gets the answer of the first. Only answers of
 * writes that were carried out are kept; after a refusal or a failure the same key may be used again.
 * @throws AppError `conflict` while the first is at work, `unprocessable` when the key was used for another request.
 */
export async function answerOnce(
  context: AppContext,
  once: Once,
  perform: (context: AppContext) => Promise<Answer>,
): Promise<Answer> {
  if (once.endpoint.idempotency === 'transaction') {
    return context.db.transaction(async (tx) => {
      const row = await claim({ db: tx }, once);
      if (row) return replay(context, once, row);
      // Use cases open transactions of their own; inside this one they are savepoints.
      const answer = await perform({ ...context, db: tx as Database });
      await keep({ db: tx, context }, once, answer);
      return answer;
    });
  }
  const row = await context.db.transaction((tx) => claim({ db: tx }, once));
  if (row) return replay(context, once, row);
  try {
    const answer = await perform(context);
    await keep({ db: context.db, context }, once, answer);
    return answer;
  } catch (error) {
    await context.db.delete(idempotencyKeys).where(rowOf(once));
    throw error;
  }
}

/** @returns the row of an earlier request; null when the key is ours now. */
async function claim({ db }: { db: Queryable }, once: Once): Promise<KeyRow | null> {
  const lock = createHash('sha256').update(`${once.actor.id}\n${once.key}`).digest().readBigInt64BE();
  const { rows } = await db.execute<{ isFree: boolean }>(
    sql`select pg_try_advisory_xact_lock(${lock.toString()}::bigint) as "isFree"`,
  );
  if (!rows[0]?.isFree) throw atWork();
  await db.delete(idempotencyKeys).where(
    and(
      rowOf(once),
      sql`(${idempotencyKeys.createdAt} < now() - make_interval(hours => ${KEPT_HOURS})
        or (${idempotencyKeys.status} is null
          and ${idempotencyKeys.createdAt} < now() - make_interval(mins => ${CLAIM_MINUTES})))`,
    ),
  );
  const [row] = await db.select().from(idempotencyKeys).where(rowOf(once));
  if (!row) {
    await db.insert(idempotencyKeys).values({ actor: once.actor.id, key: once.key, requestHash: once.requestHash });
    return null;
  }
  return row;
}

async function replay(context: AppContext, once: Once, row: KeyRow): Promise<Answer> {
  if (row.status === null) throw row.requestHash === once.requestHash ? atWork() : otherRequest();
  if (row.requestHash !== (await once.finishHash())) throw otherRequest();
  const body = once.endpoint.answersSecret
    ? decryptSecret(context.keyring, { encrypted: row.body ?? '', row: secretRow(once) })
    : (row.body ?? '');
  return { status: row.status, headers: { ...row.headers, 'Idempotency-Replayed': 'true' }, body };
}

async function keep({ db, context }: { db: Queryable; context: AppContext }, once: Once, answer: Answer) {
  const body = once.endpoint.answersSecret
    ? encryptSecret(context.keyring, { secret: answer.body, row: secretRow(once) })
    : answer.body;
  await db
    .update(idempotencyKeys)
    .set({ requestHash: await once.finishHash(), status: answer.status, headers: { ...answer.headers }, body })
    .where(rowOf(once));
}

function rowOf({ actor, key }: Once) {
  return and(eq(idempotencyKeys.actor, actor.id), eq(idempotencyKeys.key, key));
}

function secretRow({ actor, key }: Once): string {
  return `idempotency_keys:${actor.id}:${key}`;
}

function atWork(): AppError {
  return new AppError(
    'conflict',
    'The first request with this Idempotency-Key is still at work. Try again in a moment.',
    {
      retryAfterSeconds: 1,
    },
  );
}

function otherRequest(): AppError {
  return new AppError(
    'unprocessable',
    'This Idempotency-Key was used for another request. Take a new key for each new request.',
  );
}
