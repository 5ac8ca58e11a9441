import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { AppError, isAppError } from '#server/errors.ts';
import { type RunContext, RunPostponed, RunStopped } from '#server/runs/run.ts';
import { type OpenTarget, openTarget, type TargetDeps } from '#server/targets/open-target.ts';
import type { CreateOutcome, TrackerFailure } from '#server/trackers/tracker.ts';
import { closeExtras } from './close-extras.ts';
import {
  arrived,
  type HeldPush,
  knownIssue,
  type PushChange,
  readHeldPush,
  UNCONFIRMED,
  writePush,
} from './held-push.ts';

/** How long to wait after a failure for which the tracker named no time. */
const RETRY_MS = 60_000;
/** Longer than any request of ours lasts, so that a worker whose lease is over is not still sending. */
const LEASE_SECONDS = 60;
/** Repeated waits grow to this factor of what the tracker asked for. */
const LONGEST_GROWTH = 16;
/** Sent this often without an issue to show for it, a person has to look. */
const MAX_ATTEMPTS = 10;

const Input = z.object({ pushId: z.number().int() });
const Checkpoint = z.object({
  waitCount: z.number().default(0),
  /** Set once nothing of an earlier attempt can come late any more. */
  isSettled: z.boolean().default(false),
});
type Checkpoint = z.infer<typeof Checkpoint>;

type Work = {
  readonly context: RunContext;
  readonly target: OpenTarget;
  readonly checkpoint: Checkpoint;
};

/**
 * Brings one push to its tracker, so that at most one issue stays open whatever fails on the way. `sending` is written
 * before the POST. An outcome that is not known is never sent again blindly: after a while the tracker is listed for the
 * push's marker, and the issue adopted, or sent again; where the tracker's list may lag behind, a person decides instead.
 * After a second sending the list is looked through once more, and extra issues are closed as duplicates.
 *
 * @param openWith how the target is reached; the benchmark puts a tracker of its own in its place.
 *
 * pending -> sending -> created | failed | pending (wait) | unknown; unknown -> created | pending
 */
export async function runPush(
  deps: TargetDeps,
  context: RunContext,
  openWith: typeof openTarget = openTarget,
): Promise<Record<string, unknown>> {
  const { pushId } = Input.parse(context.run.input);
  const first = await readHeldPush(deps.db, pushId);
  if (first.status === 'failed' || first.status === 'cancelled') return { status: first.status };
  const checkpoint = Checkpoint.parse(context.run.checkpoint);
  if (first.status === 'created' && (checkpoint.isSettled || first.attemptCount < 2)) return summary(first);

  const target = await open(deps, context, first, openWith);
  const work: Work = { context, target, checkpoint };
  try {
    await step(work, first);
    const last = await readHeldPush(deps.db, pushId);
    await linkBack(deps, target, last);
    return summary(last);
  } finally {
    await target.close();
  }
}

/** What is wrong with the target is shown on the push as well: that is where people look. */
async function open(
  deps: TargetDeps,
  context: RunContext,
  push: HeldPush,
  openWith: typeof openTarget,
): Promise<OpenTarget> {
  try {
    return await openWith(deps, { targetId: push.targetId });
  } catch (error) {
    if (isAppError(error)) {
      const values = { failureCode: 'target', failureMessage: error.message };
      await context.commit(null, (tx) => writePush(tx, push.id, values));
    }
    throw error;
  }
}

/** A convenience for those who read the issue: where it fails, the issue's text has the same link. */
async function linkBack({ config }: TargetDeps, { adapter, connection }: OpenTarget, push: HeldPush): Promise<void> {
  const known = push.status === 'created' ? knownIssue(push) : null;
  if (!known) return;
  const issue = { id: known.id, number: known.number, apiUrl: push.issueApiUrl };
  const url = `${config.publicUrl}/reports/${push.reportId}`;
  await adapter.linkBack(connection, { issue, title: `Report: ${push.title}`.slice(0, 255), url, marker: push.marker });
}

function step(work: Work, push: HeldPush): Promise<void> {
  switch (push.status) {
    case 'pending':
      return send(work, push);
    case 'sending':
      return recover(work, push);
    case 'unknown':
      return resolve(work, push);
    default:
      return settle(work, push);
  }
}

async function send(work: Work, push: HeldPush): Promise<void> {
  const { context, target, checkpoint } = work;
  if (push.attemptCount >= MAX_ATTEMPTS) throw gaveUp();
  context.report({ stage: 'Sending' });
  await context.commit(checkpoint, (tx) =>
    writePush(tx, push.id, {
      status: 'sending',
      leaseToken: randomUUID(),
      leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
      attemptCount: push.attemptCount + 1,
      firstSentAt: sql`coalesce(first_sent_at, now())`,
      lastSentAt: sql`now()`,
    }),
  );
  // The last moment at which stopping costs nothing.
  if (context.signal.aborted) throw new RunStopped('stopped before sending');
  const { adapter, connection } = target;
  const outcome = await adapter.createIssue(connection, {
    title: push.title,
    body: push.body,
    fields: push.fields,
    marker: push.marker,
  });
  await record(work, push, outcome);
}

async function record(work: Work, push: HeldPush, outcome: CreateOutcome): Promise<void> {
  const { context, target } = work;
  if (outcome.kind === 'created') {
    try {
      await context.commit({ ...work.checkpoint, waitCount: 0 }, (tx) =>
        writePush(tx, push.id, arrived(outcome.issue, outcome.dropped)),
      );
    } catch (error) {
      // Another worker has the push, and cannot know of this issue: it was made after that worker looked.
      if (error instanceof RunStopped) await closeExtras(target, push, { known: outcome.issue });
      throw error;
    }
    if (push.attemptCount > 0) await settle(work, { ...push, attemptCount: push.attemptCount + 1 });
    return;
  }
  if (outcome.kind === 'rejected') {
    await context.commit(work.checkpoint, (tx) =>
      writePush(tx, push.id, { status: 'failed', leaseToken: null, leaseUntil: null, ...failure(outcome) }),
    );
    throw new AppError('unprocessable', outcome.message, { reason: outcome.code });
  }
  const released = { leaseToken: null, leaseUntil: null };
  if (outcome.kind === 'unknown') {
    const [firstLookMs] = target.adapter.lookup.delaysMs;
    return postpone(work, push, outcome, { ...released, status: 'unknown' }, firstLookMs);
  }
  // Turned away at the door: as if it had not been sent.
  return postpone(work, push, outcome, { ...released, status: 'pending', attemptCount: push.attemptCount });
}

/** A worker died between writing `sending` and writing what came of it. */
async function recover(work: Work, push: HeldPush): Promise<void> {
  if (push.leaseUntil && push.leaseUntil > push.now) throw new RunPostponed(push.leaseUntil);
  await work.context.commit(work.checkpoint, (tx) =>
    writePush(tx, push.id, { status: 'unknown', leaseToken: null, leaseUntil: null }),
  );
  await resolve(work, push);
}

async function resolve(work: Work, push: HeldPush): Promise<void> {
  const { context, target, checkpoint } = work;
  const { delaysMs, isConclusive } = target.adapter.lookup;
  const sentAt = push.lastSentAt ?? push.now;
  const askAt = addMs(sentAt, delaysMs[0] ?? 0);
  if (askAt > push.now) throw new RunPostponed(askAt);
  context.report({ stage: 'Looking for the issue' });
  const found = await find(target, push);
  if (found.kind === 'rejected') {
    // Whether the issue is there cannot be asked, so the push stays unknown: nothing may be sent in its place.
    await context.commit(checkpoint, (tx) => writePush(tx, push.id, failure(found)));
    throw new AppError('unprocessable', `Could not confirm whether the issue was made. ${found.message}`, {
      reason: found.code,
    });
  }
  if (found.kind !== 'found') return postpone(work, push, found, {});

  const [issue] = found.issues;
  if (!issue) {
    const nextAt = delaysMs.map((delay) => addMs(sentAt, delay)).find((at) => at > push.now);
    if (nextAt) throw new RunPostponed(nextAt);
    if (!isConclusive) return ask(work, push);
    await context.commit({ ...checkpoint, waitCount: 0 }, (tx) => writePush(tx, push.id, { status: 'pending' }));
    return send({ ...work, checkpoint: { ...checkpoint, waitCount: 0 } }, push);
  }
  await context.commit({ ...checkpoint, waitCount: 0 }, (tx) => writePush(tx, push.id, arrived(issue, issue.dropped)));
  await settle(work, push);
}

/** Nothing was found, and that proves nothing: whether to send again is for a person to say. */
async function ask({ context, checkpoint, target }: Work, push: HeldPush): Promise<never> {
  const minutes = Math.round((push.now.getTime() - (push.lastSentAt ?? push.now).getTime()) / 60_000);
  const message = `Could not confirm whether the issue was made: its answer was lost, and ${minutes} minutes later the tracker’s search does not show it. Check again, look there yourself, or create it anyway.`;
  const values = { failureCode: UNCONFIRMED, failureMessage: message };
  await context.commit(checkpoint, (tx) => writePush(tx, push.id, values));
  throw new AppError('unprocessable', message, { reason: UNCONFIRMED, tracker: target.connection.baseUrl });
}

/** Closes what a second sending made beside the first, now and once more when nothing can come late any more. */
async function settle(work: Work, push: HeldPush): Promise<void> {
  const { context, target, checkpoint } = work;
  if (push.attemptCount < 2) return;
  context.report({ stage: 'Looking for duplicates' });
  const { kept, failed } = await closeExtras(target, push, { known: knownIssue(await readNow(work, push)) });
  if (failed) return postpone(work, push, failed, {});
  if (kept) await context.commit(null, (tx) => writePush(tx, push.id, arrived(kept, kept.dropped)));
  const { now, lastSentAt } = await readNow(work, push);
  const nextAt = target.adapter.lookup.settleDelaysMs
    .map((delay) => addMs(lastSentAt ?? now, delay))
    .find((at) => at > now);
  if (nextAt) throw new RunPostponed(nextAt);
  await context.commit({ ...checkpoint, isSettled: true }, async () => {});
}

/** The last sending may have been in this very step. */
function readNow({ context }: Work, push: HeldPush): Promise<HeldPush> {
  return context.commit(null, (tx) => readHeldPush(tx, push.id));
}

function addMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

function find({ adapter, connection }: OpenTarget, push: HeldPush) {
  const sentAt = push.firstSentAt ?? push.createdAt;
  return adapter.findIssuesByMarker(connection, { marker: push.marker, sentAt, fields: push.fields });
}

async function postpone(
  { context, checkpoint }: Work,
  push: HeldPush,
  outcome: TrackerFailure,
  values: PushChange,
  retryMs = RETRY_MS,
): Promise<never> {
  const growth = Math.min(2 ** checkpoint.waitCount, LONGEST_GROWTH);
  const waitMs = outcome.kind === 'wait' ? outcome.retryAfterMs * growth : retryMs * growth;
  const now = await context.commit({ ...checkpoint, waitCount: checkpoint.waitCount + 1 }, async (tx) => {
    await writePush(tx, push.id, { ...values, ...failure(outcome) });
    return (await readHeldPush(tx, push.id)).now;
  });
  throw new RunPostponed(new Date(now.getTime() + waitMs));
}

function failure(outcome: TrackerFailure) {
  return { failureCode: outcome.kind === 'rejected' ? outcome.code : outcome.kind, failureMessage: outcome.message };
}

function gaveUp(): AppError {
  return new AppError(
    'upstream',
    `The tracker failed ${MAX_ATTEMPTS} times without making the issue. Try again when it is well.`,
  );
}

function summary({ status, issueNumber, issueUrl, droppedFields }: HeldPush): Record<string, unknown> {
  return { status, issueNumber, issueUrl, droppedFields };
}
