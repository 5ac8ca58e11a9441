import { sql } from 'drizzle-orm';
import { type COMMENT_STATES, type IssueStatus, type PushStatus, pushes, runs } from '#db/schema.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';

/** A report on its way to a tracker, or arrived. */
export type Push = {
  readonly id: number;
  readonly reportId: number;
  readonly targetId: number;
  readonly runId: number | null;
  readonly status: PushStatus;
  /** A worker has it, or takes it up again by itself; otherwise nothing happens until a person does something. */
  readonly isUnderWay: boolean;
  readonly title: string;
  readonly body: string;
  readonly fields: IssueFields;
  readonly attemptCount: number;
  readonly firstSentAt: Date | null;
  readonly lastSentAt: Date | null;
  /** As people say it: `#12`, `ACME-12`. */
  readonly issueKey: string | null;
  readonly issueNumber: number | null;
  readonly issueUrl: string | null;
  readonly issueState: string | null;
  readonly issueStatus: IssueStatus | null;
  /** In the tracker's own words. */
  readonly issueStatusText: string | null;
  readonly issueReadAt: Date | null;
  /** Why the tracker could not be asked how the issue stands. */
  readonly lookFailure: string | null;
  /** The issue was there before, and the report was attached to it. */
  readonly isLinked: boolean;
  /** Our comment about later evidence, as last written; null before the first. */
  readonly commentText: string | null;
  readonly commentedAt: Date | null;
  /** `edited`: a person changed it, `gone`: took it away; it is not written again. */
  readonly commentState: (typeof COMMENT_STATES)[number];
  /** Why the comment could not be written, in words. */
  readonly commentFailure: string | null;
  /** When words that members had erased were last taken out of the issue. */
  readonly retractedAt: Date | null;
  readonly droppedFields: readonly string[];
  /** Why it failed or waits, in words; null when all is well. */
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const pushColumns = {
  id: pushes.id,
  reportId: pushes.reportId,
  targetId: pushes.targetId,
  runId: pushes.runId,
  status: pushes.status,
  isUnderWay: sql<boolean>`exists (
    select 1 from ${runs} where ${runs.id} = ${pushes.runId} and ${runs.status} in ('queued', 'running'))`,
  title: pushes.title,
  body: pushes.body,
  fields: pushes.fields,
  attemptCount: pushes.attemptCount,
  firstSentAt: pushes.firstSentAt,
  lastSentAt: pushes.lastSentAt,
  issueKey: pushes.issueKey,
  issueNumber: pushes.issueNumber,
  issueUrl: pushes.issueUrl,
  issueState: pushes.issueState,
  issueStatus: pushes.issueStatus,
  issueStatusText: pushes.issueStatusText,
  issueReadAt: pushes.issueReadAt,
  lookFailure: pushes.lookFailure,
  isLinked: pushes.isLinked,
  commentText: pushes.commentText,
  commentedAt: pushes.commentedAt,
  commentState: pushes.commentState,
  commentFailure: pushes.commentFailure,
  retractedAt: pushes.retractedAt,
  droppedFields: pushes.droppedFields,
  failureCode: pushes.failureCode,
  failureMessage: pushes.failureMessage,
  createdAt: pushes.createdAt,
  updatedAt: pushes.updatedAt,
};
