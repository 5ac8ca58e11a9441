import { and, eq } from 'drizzle-orm';
import { kindCorrections, posts, runPosts, type SaidKind } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { applyCorrections } from './apply-corrections.ts';
import { type ExplainedKind, explainKinds } from './explain-kinds.ts';

/**
 * Puts right what is said of a post: it is of a kind, it is not, or (null) a person's word is taken back. It shows at
 * once and holds for the post in every later run; the judge of kinds learns from it.
 * @returns all that is said of the post now.
 * @throws AppError `not_found`.
 */
export async function correctKind(
  { db }: { db: Database },
  { postId, kind, holds, actor }: { postId: number; kind: SaidKind; holds: boolean | null; actor: Actor },
): Promise<ExplainedKind[]> {
  const [post] = await db
    .select({ id: posts.id, title: posts.title, text: posts.text, deletedAt: posts.deletedAt })
    .from(posts)
    .where(eq(posts.id, postId));
  if (!post || post.deletedAt !== null) throw new AppError('not_found', `There is no post ${postId}.`);
  const runId = await getCurrentRunId({ db });
  await db.transaction(async (tx) => {
    const isThis = and(eq(kindCorrections.postId, postId), eq(kindCorrections.kind, kind));
    if (holds === null) {
      await tx.delete(kindCorrections).where(isThis);
      return;
    }
    const word = { holds, actor: actor.id, actorName: actor.name };
    await tx
      .insert(kindCorrections)
      .values({ postId, kind, ...word })
      .onConflictDoUpdate({ target: [kindCorrections.postId, kindCorrections.kind], set: word });
    if (runId !== null) await applyCorrections(tx, { runId, postId });
  });
  const explained = (await explainKinds({ db }, { posts: [post] })).get(postId) ?? [];
  if (holds === null && runId !== null) await retell({ db }, { runId, postId, explained });
  return explained;
}

/** Without a person's word the judge's counts again. */
async function retell(
  { db }: { db: Database },
  { runId, postId, explained }: { runId: number; postId: number; explained: readonly ExplainedKind[] },
): Promise<void> {
  const kinds = explained.filter(({ holds }) => holds).map(({ kind }) => kind);
  await db
    .update(runPosts)
    .set({ kinds, kind: kinds[0] ?? 'other' })
    .where(and(eq(runPosts.runId, runId), eq(runPosts.postId, postId)));
}
