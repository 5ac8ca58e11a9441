import { and, eq, notInArray } from 'drizzle-orm';
import { pushes } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Config } from '#server/config/config.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { createRun } from '#server/runs/create-run.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';
import { getPush } from './get-push.ts';
import { previewPush } from './preview-push.ts';
import type { Push } from './push.ts';

/**
 * Writes the push to the outbox and queues it, in one transaction; nothing is sent here. One report goes to one target
 * once: while a push of it is under way or has arrived, another is refused.
 * @throws AppError `conflict` for a second push, a disabled target, or a report that changed since its preview.
 */
export async function createPush(
  { db, jobs, config }: { db: Database; jobs: Jobs; config: Pick<Config, 'publicUrl'> },
  input: {
    reportId: number;
    targetId: number;
    /** Without them the target's own labels, assignees and milestone. */
    fields?: IssueFields;
    /** Of the preview that the person saw: when both are given, exactly that is sent or nothing. */
    marker?: string;
    checksum?: string;
    actor: Actor;
  },
): Promise<Push> {
  return db.transaction(async (tx) => {
    const draft = await previewPush({ db: tx, config }, input);
    const { target } = draft;
    if (target.disabledAt) throw new AppError('conflict', `The target "${target.name}" is disabled.`);
    if (input.checksum !== undefined && input.checksum !== draft.checksum) {
      throw new AppError('conflict', 'The report has changed since this preview. Look at it again before you push it.');
    }
    const [row] = await tx
      .insert(pushes)
      .values({
        marker: draft.marker,
        reportId: input.reportId,
        targetId: input.targetId,
        title: draft.title,
        body: draft.body,
        fields: toStoredFields(draft.fields),
        createdById: input.actor.userId,
      })
      .onConflictDoNothing()
      .returning({ id: pushes.id });
    if (!row) throw await explainConflict(tx, input, target.name);
    const run = await createRun(
      { tx, jobs },
      {
        kind: 'push',
        title: `Push "${draft.title.slice(0, 80)}" to ${target.name}`,
        input: { pushId: row.id },
        createdById: input.actor.userId,
      },
    );
    await tx.update(pushes).set({ runId: run.id }).where(eq(pushes.id, row.id));
    return getPush({ db: tx }, { pushId: row.id });
  });
}

function toStoredFields({ labels, assignees, ...others }: IssueFields) {
  return { ...others, labels: [...labels], ...(assignees ? { assignees: [...assignees] } : {}) };
}

export async function explainConflict(
  db: Queryable,
  { reportId, targetId }: { reportId: number; targetId: number },
  targetName: string,
): Promise<AppError> {
  const [existing] = await db
    .select({ id: pushes.id, issueUrl: pushes.issueUrl })
    .from(pushes)
    .where(
      and(
        eq(pushes.reportId, reportId),
        eq(pushes.targetId, targetId),
        notInArray(pushes.status, ['failed', 'cancelled']),
      ),
    );
  const where = existing?.issueUrl ? `It is at ${existing.issueUrl}.` : 'It is on its way.';
  return new AppError(
    'conflict',
    existing ? `This report has already been pushed to ${targetName}. ${where}` : 'This preview has already been used.',
    existing ? { pushId: existing.id, ...(existing.issueUrl ? { issueUrl: existing.issueUrl } : {}) } : {},
  );
}
