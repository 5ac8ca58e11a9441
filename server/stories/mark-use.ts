import { and, eq } from 'drizzle-orm';
import { intendedUses, runUses, useMarks } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';

/**
 * Says of a told use that it is known (its purpose joins the intended uses, and what is like it sinks), that it is
 * surprising (what is like it rises), or takes that back.
 * @throws AppError `not_found` when the post tells no use in the current run.
 */
export async function markUse(
  { db }: { db: Database },
  { postId, mark, actor }: { postId: number; mark: 'known' | 'surprising' | null; actor: Actor },
): Promise<void> {
  const runId = await getCurrentRunId({ db });
  const [use] = await db
    .select({ purpose: runUses.purpose })
    .from(runUses)
    .where(and(eq(runUses.runId, runId ?? 0), eq(runUses.postId, postId)));
  if (!use) throw new AppError('not_found', 'This post tells no use in the current run. Read the stories again.');
  await db.transaction(async (tx) => {
    const [before] = await tx.delete(useMarks).where(eq(useMarks.postId, postId)).returning();
    if (before?.intendedUseId) await tx.delete(intendedUses).where(eq(intendedUses.id, before.intendedUseId));
    if (mark === null) return;
    const [added] =
      mark === 'known'
        ? await tx
            .insert(intendedUses)
            .values({ text: use.purpose })
            .onConflictDoNothing()
            .returning({ id: intendedUses.id })
        : [];
    const said = { mark, intendedUseId: added?.id ?? null, actor: actor.id, actorName: actor.name };
    await tx.insert(useMarks).values({ postId, ...said });
  });
}
