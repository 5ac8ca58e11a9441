import { and, eq, isNull } from 'drizzle-orm';
import { type ConsentState, consents, posts } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

const MAX_LENGTH = 200;

export type ConsentAnswer = {
  readonly state: ConsentState;
  /** Where the words may be used. Needed for `granted`, empty otherwise. */
  readonly scope?: string | undefined;
  /** How the member wants to be named. */
  readonly wording?: string | undefined;
  readonly note?: string | undefined;
  readonly expiresAt?: Date | null | undefined;
};

/**
 * Records what a member answered about the use of their post outside. Nothing is overwritten: the newest answer holds,
 * in every report at once. @throws AppError `invalid`, `not_found`.
 */
export async function recordConsent(
  { db }: { db: Database },
  {
    postId,
    state,
    scope = '',
    wording = '',
    note = '',
    expiresAt = null,
    actor,
  }: ConsentAnswer & {
    postId: number;
    actor: Pick<Actor, 'userId'>;
  },
): Promise<void> {
  const words = { scope: clean(scope, 'scope'), wording: clean(wording, 'wording'), note: clean(note, 'note') };
  if (state === 'granted' && words.scope === '') {
    throw new AppError('invalid', 'Say where the words may be used, such as "website and newsletter".', {
      field: 'scope',
    });
  }
  await db.transaction(async (tx) => {
    const [post] = await tx
      .select({ id: posts.id })
      .from(posts)
      .where(and(eq(posts.id, postId), isNull(posts.deletedAt)))
      .for('share');
    if (!post) throw new AppError('not_found', `There is no post ${postId}.`);
    const granted =
      state === 'granted' ? { ...words, expiresAt } : { scope: '', wording: '', note: words.note, expiresAt: null };
    await tx.insert(consents).values({ postId, state, ...granted, recordedById: actor.userId });
  });
}

function clean(text: string, field: string): string {
  const cleaned = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (cleaned.length > MAX_LENGTH) {
    throw new AppError('invalid', `This may have ${MAX_LENGTH} characters at most.`, { field });
  }
  return cleaned;
}
