import { AppError } from '#server/errors.ts';
import type { CreateForm } from '#server/trackers/create-field.ts';
import { openTarget, type TargetDeps } from './open-target.ts';

/**
 * Asks the tracker what a new issue of a target can and must carry.
 * @throws AppError `unprocessable` for what a person has to mend, `upstream` when the tracker does not answer well.
 */
export async function readTargetForm(
  deps: TargetDeps,
  { targetId, issueType }: { targetId: number; issueType?: string | undefined },
): Promise<CreateForm> {
  const { adapter, connection, close } = await openTarget(deps, { targetId });
  try {
    const form = await adapter.readCreateForm(connection, { issueType });
    if (!('kind' in form)) return form;
    throw new AppError(form.kind === 'rejected' ? 'unprocessable' : 'upstream', form.message);
  } finally {
    await close();
  }
}
