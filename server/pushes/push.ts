import { type IssueStatus, type PushStatus, pushes } from '#db/schema.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';

/** A report on its way to a tracker, or arrived. */
export type Push = {
  readonly id: number;
  readonly reportId: number;
  readonly targetId: number;
  readonly runId: number | null;
  readonly status: PushStatus;
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
  droppedFields: pushes.droppedFields,
  failureCode: pushes.failureCode,
  failureMessage: pushes.failureMessage,
  createdAt: pushes.createdAt,
  updatedAt: pushes.updatedAt,
};
