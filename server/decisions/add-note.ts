import type { Actor } from '#server/accounts/actor.ts';
import { holdCurrentRun } from '#server/clusters/current-run.ts';
import type { Database } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { listTargets, type Targets } from './change-fields.ts';
import { lockClusters } from './lock-clusters.ts';
import { type DecisionOutcome, recordDecision } from './record-decision.ts';

export const MAX_NOTE_LENGTH = 4000;

/** Writes a note into the history of clusters. @throws AppError `invalid`, `not_found`. */
export async function addNote(
  { db }: { db: Database },
  { actor, note, ...chosen }: Targets & { actor: Actor; note: string },
): Promise<DecisionOutcome> {
  const cleaned = note.toWellFormed().replaceAll('\0', '').trim();
  if (cleaned === '') throw new AppError('invalid', 'Write something first.', { field: 'note' });
  if (cleaned.length > MAX_NOTE_LENGTH) {
    throw new AppError('invalid', `A note may have ${MAX_NOTE_LENGTH} characters at most.`, { field: 'note' });
  }
  const targets = listTargets(chosen);
  return db.transaction(async (tx) => {
    const runId = await holdCurrentRun(tx);
    // A note fits whatever came between, so no version is asked for.
    const locked = await lockClusters(
      tx,
      targets.map(({ clusterId }) => clusterId),
    );
    return recordDecision(tx, { kind: 'note', actor, locked, change: { note: cleaned }, runId });
  });
}
